import { compileClassifier, readModel, type ClassifierIndex } from '@guanlan/classify'
import type { MatterConfig } from '@guanlan/contracts'
import { unwrap, type Result } from '@guanlan/kernel'
import {
  readModelFiles,
  repeat,
  ruleDesk,
  stateOfPublished,
  withPublished,
  type ServiceContext,
} from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter } from '@guanlan/text'

/** Wall milliseconds between two looks for published rules. */
const LOOK_EVERY = 2_000

/** An index that follows what the console publishes. */
export interface LiveIndex {
  readonly current: () => ClassifierIndex
  stop(): Promise<void>
}

/**
 * Compiles the office's catalogue with the published rules over it, and again (about a second) whenever something was published:
 * beside the old one, which judges until the new one takes its place between two articles. Throws `config_invalid` for broken
 * rules of the files; published ones that do not compile any more are left out and told in the log.
 */
export async function openLiveIndex(
  { office, recordStore, logger }: Pick<ServiceContext, 'office' | 'recordStore' | 'logger'>,
  lookEvery = LOOK_EVERY,
): Promise<LiveIndex> {
  const boundaries = createBoundaryFinder(baseDictionary())
  const segmenter = createDictionarySegmenter()
  const model = unwrap(readModel(readModelFiles()))
  const compile = (matters: readonly MatterConfig[]): Result<ClassifierIndex> =>
    compileClassifier({ ...office, matters }, boundaries, segmenter, model)

  const first = await ruleDesk.latest(recordStore.records)
  let state = stateOfPublished(first)
  let index = start()
  const looking = repeat(lookEvery, look, (error) => logger.warn({ err: error }, 'published rules not read'))
  return { current: () => index, stop: () => looking.stop() }

  function start(): ClassifierIndex {
    const compiled = compile(withPublished(office.matters, first))
    if (compiled.ok) return compiled.value
    // Where the files alone are broken this throws, and names them.
    const files = unwrap(compile(office.matters))
    logger.error({ err: compiled.error }, 'published rules left out: they do not compile')
    return files
  }

  async function look(): Promise<void> {
    const published = await ruleDesk.latest(recordStore.records)
    const now = stateOfPublished(published)
    if (now === state) return
    state = now
    const compiled = compile(withPublished(office.matters, published))
    if (compiled.ok) index = compiled.value
    else logger.error({ err: compiled.error }, 'published rules not taken up: they do not compile')
    if (compiled.ok) logger.info({ published: now }, 'published rules taken up')
  }
}
