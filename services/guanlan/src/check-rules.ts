import { checkCatalogue, compileClassifier } from '@guanlan/classify'
import { placeOfMatter, type LoadedOffice } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter } from '@guanlan/text'

/** What a matter needs before anybody relies on it: ten examples of different tones, two texts that only sound like it. */
const LEAST = { examples: 10, nearMisses: 2 } as const

/** What is wrong with rules and catalogue, one Chinese line each with file and line; [] = nothing. */
export function checkRules({ office, origins }: LoadedOffice, options: { examples: boolean }): string[] {
  const compiled = compileClassifier(office, createBoundaryFinder(baseDictionary()), createDictionarySegmenter())
  if (!compiled.ok) return compiled.error.message.split('\n')
  if (!options.examples) return []
  return checkCatalogue(compiled.value, { whereOf: placeOfMatter(origins), atLeast: LEAST }).map(
    (finding) => finding.message,
  )
}
