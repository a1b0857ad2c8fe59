import { runService } from '@guanlan/runtime'
import { startTopicDetector } from './index.js'

await runService({ name: 'topic-detector', relays: true, start: ({ context }) => startTopicDetector(context) })
