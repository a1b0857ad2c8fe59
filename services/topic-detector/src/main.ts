import { runService, startPulse } from '@guanlan/runtime'
import { startTopicDetector } from './index.js'

await runService({
  name: 'topic-detector',
  relays: true,
  start: async ({ context }) => {
    const detector = await startTopicDetector(context)
    const pulse = startPulse(context)
    return {
      ...detector,
      async stop(deadlineMs) {
        await pulse.stop()
        return detector.stop(deadlineMs)
      },
    }
  },
})
