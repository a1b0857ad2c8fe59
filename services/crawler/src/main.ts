import { backfillOf, runService } from '@guanlan/runtime'
import { startCrawler } from './index.js'

await runService({
  name: 'crawler',
  relays: true,
  start: ({ context, salt, scenario }) =>
    startCrawler(context, { salt, holder: context.instance, ...backfillOf(scenario) }),
})
