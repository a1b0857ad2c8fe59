import { currentShape } from '@guanlan/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loseInstances, restartOneByOne } from './instance-faults.js'
import { killAtRandom } from './kill-at-random.js'
import { kafkaDies, recordsCrash, recordsRestart, searchAway } from './server-faults.js'
import { openServers, type FaultServers } from './servers.js'
import { expectUnshaken } from './shaken-run.js'
import { SPEED_OF_CITY, SPEED_OF_KILLS } from './speeds.js'
import { createSummary } from './summary.js'
import { expectTwoInstancesUnshaken } from './two-instances.js'

/** With the ten of the smoke suite in one process: the sample of twenty. */
const KILLS = 10
const SEED = 1
const MOST_MS = 900_000

const summary = createSummary()
let servers: FaultServers
beforeAll(async () => {
  servers = await openServers()
}, 180_000)
afterAll(async () => {
  console.log(summary.lines().join('\n'))
  await servers?.close()
}, 120_000)

it('runs in the split shape', () => {
  expect(currentShape()).toBe('split')
})

it(
  `ends like an undisturbed run after ${KILLS} kills of processes at random moments`,
  async () => {
    const speed = SPEED_OF_KILLS
    const shake = killAtRandom(SEED, KILLS, summary.killed, speed)
    await expectUnshaken('kills', summary, shake, { shape: 'split', servers: servers.addresses, speed })
  },
  MOST_MS,
)

it(
  'loses nothing when instances are lost and all are restarted one by one',
  async () => {
    await expectTwoInstancesUnshaken('instances lost, rolling restart', summary, servers, async (guanlan) => {
      await loseInstances(guanlan, summary)
      await restartOneByOne(guanlan, summary)
    })
  },
  MOST_MS,
)

it(
  'loses nothing when Kafka dies, search is away, and PostgreSQL restarts twice',
  async () => {
    await expectUnshaken(
      'Kafka killed, Elasticsearch away, PostgreSQL restarted and crashed',
      summary,
      async (guanlan) => {
        await kafkaDies(guanlan, servers.local)
        await recordsRestart(guanlan, servers.local)
        await searchAway(20_000)(guanlan, servers.local)
        await recordsCrash(guanlan, servers.local)
        return guanlan
      },
      { shape: 'split', servers: servers.addresses, speed: SPEED_OF_CITY },
    )
  },
  MOST_MS,
)
