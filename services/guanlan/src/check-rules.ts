import { checkCatalogue, compileClassifier } from '@guanlan/classify'
import type { LoadedOffice } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createJiebaSegmenter } from '@guanlan/text'

/** What is wrong with rules and catalogue, one Chinese line each with file and line; [] = nothing. */
export function checkRules({ office, origins }: LoadedOffice, options: { examples: boolean }): string[] {
  const compiled = compileClassifier(office, createBoundaryFinder(baseDictionary()), createJiebaSegmenter())
  if (!compiled.ok) return compiled.error.message.split('\n')
  if (!options.examples) return []
  const whereOf = (matter: string): string | undefined => {
    const origin = origins.get(`matters[${matter}]`)
    return origin?.file && `${origin.file}${origin.line ? `:${origin.line}` : ''}`
  }
  return checkCatalogue(compiled.value, { whereOf }).map((finding) => finding.message)
}
