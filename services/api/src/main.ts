import { stationNames } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import {
  backfillOf,
  consoleFiles,
  keepHouseAlone,
  placeOfMatter,
  productVersion,
  runService,
  storeTroubles,
  troublesOf,
} from '@guanlan/runtime'
import { startApi } from './index.js'

/** Before the call: it runs until the process ends. */
const otherStations = stationNames.filter((station) => station !== 'api')

await runService({
  name: 'api',
  searches: true,
  relays: true,
  async start({ context, env, origins, salt, searchStore, scenario }) {
    if (!searchStore) throw new AppError('internal', 'no search store')
    const { eventLog, recordStore } = context
    const api = await startApi(context, {
      searchStore,
      salt,
      port: env.GUANLAN_PORT,
      consoleFiles,
      version: productVersion(),
      placeOfMatter: placeOfMatter(origins),
      clockInfo: { sample: scenario !== null, speed: scenario?.speed ?? 1 },
      health: async () => [
        ...(await storeTroubles({ eventLog, recordStore, searchStore })),
        ...(await troublesOf(recordStore, otherStations)),
      ],
      ...backfillOf(scenario),
    })
    const house = keepHouseAlone(context, searchStore)
    return {
      ...api,
      async stop(deadlineMs) {
        await house.stop(deadlineMs)
        return api.stop(deadlineMs)
      },
    }
  },
})
