import { runService } from '@guanlan/runtime'
import { startClassifier } from './index.js'

await runService({ name: 'classifier', start: ({ context }) => startClassifier(context) })
