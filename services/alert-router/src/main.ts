import { runService } from '@guanlan/runtime'
import { secretsFrom, startAlertRouter } from './index.js'

await runService({
  name: 'alert-router',
  relays: true,
  start: ({ context }) => startAlertRouter(context, { secretOf: secretsFrom(process.env) }),
})
