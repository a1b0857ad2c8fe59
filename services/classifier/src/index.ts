import { runStateless, type RunningService, type ServiceContext } from '@guanlan/runtime'
import { classifier } from './classifier.js'
import { openLiveIndex } from './live-index.js'

export { classifier, type ClassifierDeps } from './classifier.js'
export { openLiveIndex, type LiveIndex } from './live-index.js'

/** Compiles the office's catalogue (about a second) and starts the classifier. Throws `config_invalid` for broken rules. */
export async function startClassifier(context: ServiceContext): Promise<RunningService> {
  const live = await openLiveIndex(context)
  const running = await runStateless(classifier, { index: live.current }, context).catch(async (thrown: unknown) => {
    await live.stop()
    throw thrown
  })
  return {
    ...running,
    async stop(deadlineMs) {
      await live.stop()
      return running.stop(deadlineMs)
    },
  }
}
