import { classify as label, compileClassifier, readModel } from '@guanlan/classify'
import type { Labels } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { mask } from '@guanlan/privacy'
import { readModelFiles } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter } from '@guanlan/text'
import { loadConfigured } from '../../in-force.js'
import type { BatchDefinition } from './batch-command.js'

/** `classify`: what the classifier says of a text. It is masked first, as everywhere; masks keep the offsets. */
export const classify: BatchDefinition = {
  name: 'classify',
  summary: '批量：认出事项、领域、部门、地点、情绪与紧急程度',
  lines:
    '输入 {"id","title"?,"body"?,"published"?,"source"?,"place"?}\n' +
    '输出 {"id","primary","domains","matter","department","candidates","places","sentiment","urgency"}',
  options: { config: { type: 'string' } },
  open({ config }) {
    const { office } = loadConfigured(config as string | undefined)
    const model = unwrap(readModel(readModelFiles()))
    const index = unwrap(
      compileClassifier(office, createBoundaryFinder(baseDictionary()), createDictionarySegmenter(), model),
    )
    return (fields) => {
      const place = fields.optionalText('place')
      const source = { name: fields.optionalText('source') ?? '', ...(place === undefined ? {} : { place }) }
      const title = mask(fields.optionalText('title') ?? '').text
      const body = mask(fields.optionalText('body') ?? '').text
      return answerOf(label({ title, body, source }, index))
    }
  },
}

/** Labels as the surface names them: a domain has the score and the evidence of its best matter. */
const answerOf = ({ matters, domains, candidates, places, sentiment, urgency }: Labels) => ({
  primary: domains[0] ?? null,
  domains: domains.map((code) => {
    const best = matters.find((matter) => matter.domain === code)
    return { code, score: best?.score ?? 0, evidence: best?.evidence ?? [] }
  }),
  matter: matters[0]?.code ?? null,
  department: candidates[0]?.department ?? null,
  candidates: candidates.map(({ department, score, why }) => ({ code: department, score, why })),
  places: places.map(({ code, name }) => ({ code, name })),
  sentiment,
  urgency,
})
