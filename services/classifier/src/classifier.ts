import { classify, type ClassifierIndex } from '@guanlan/classify'
import type { Article, ClassifiedArticle, DomainEvent } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { dead, defineStation, done, emit, type Step } from '@guanlan/runtime'

export interface ClassifierDeps {
  /** The index in force: another one from a moment on, when rules were published. An article is judged by one of them wholly. */
  readonly index: () => ClassifierIndex
}

/** An article on its way through the station. */
interface Work {
  readonly article: Article | null
  readonly classified: ClassifiedArticle | null
}

const start = (input: DomainEvent): Work => ({
  article: input.type === 'article.collected' ? input.body : null,
  classified: null,
})

/** Matters, places, tone, urgency, signals and departments, each with its evidence (packages/classify). */
const label = ({ index }: ClassifierDeps): Step<Work> => ({
  name: 'label',
  run: ({ article }) =>
    article === null
      ? dead('event_invalid', 'the classifier reads article.collected only')
      : done({ article, classified: { ...article, labels: classify(article, index()) } }),
})

/** Only what is about a matter goes to the topic detector: about one article in ten. */
const isOurBusiness = ({ classified }: Work): boolean => (classified?.labels.matters.length ?? 0) > 0

/** What the label step left; it always comes before. */
function classifiedOf({ classified }: Work): ClassifiedArticle {
  if (classified === null) throw new AppError('internal', 'emitted before it was labelled')
  return classified
}

/** Reads every collected article like a duty officer, and says why. */
export const classifier = defineStation<'classifier', ClassifierDeps, Work>({
  name: 'classifier',
  start,
  steps: (deps) => [
    label(deps),
    emit('article.classified', { key: (work) => classifiedOf(work).article, body: classifiedOf }),
    emit('matter.sighted', {
      when: isOurBusiness,
      key: (work) => classifiedOf(work).jurisdiction,
      body: classifiedOf,
    }),
  ],
})
