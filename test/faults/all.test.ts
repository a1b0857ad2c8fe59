import type { Shape } from '@guanlan/testkit'
import { afterAll, beforeEach, afterEach, describe, it } from 'vitest'
import { loseInstances, restartOneByOne } from './instance-faults.js'
import { killAtRandom } from './kill-at-random.js'
import { kafkaDies, kafkaStops, recordsCrash, recordsRestart, searchAway } from './server-faults.js'
import { openServers, type FaultServers } from './servers.js'
import { expectUnshaken } from './shaken-run.js'
import { SPEED_OF_CITY } from './speeds.js'
import { createSummary } from './summary.js'
import { expectTwoInstancesUnshaken } from './two-instances.js'

const KILLS = Number(process.env['GUANLAN_FAULT_KILLS'] ?? 200)
const SEED = Number(process.env['GUANLAN_FAULT_SEED'] ?? 1)
const SHAPES = process.env['GUANLAN_FAULT_SHAPE'] ?? 'both'
/** More in one run would leave nothing of it between the kills. */
const MOST_KILLS = 17
const MOST_MS = 1_200_000

const isAsked = (shape: Shape): boolean => SHAPES === 'both' || SHAPES === shape
const summary = createSummary()
afterAll(() => console.log(`seed ${SEED}\n${summary.lines().join('\n')}`))

/** The kills of one shape as runs, each with a seed of its own: [seed, kills]. */
function runsOf(shape: Shape): [number, number][] {
  const share = SHAPES !== 'both' ? KILLS : shape === 'split' ? Math.ceil(KILLS / 2) : Math.floor(KILLS / 2)
  const runs = Math.ceil(share / MOST_KILLS)
  return Array.from({ length: runs }, (_, i) => [
    SEED * 1_000 + i + (shape === 'split' ? 500 : 0),
    Math.floor(((i + 1) * share) / runs) - Math.floor((i * share) / runs),
  ])
}

describe.runIf(isAsked('one'))('one process', () => {
  for (const [seed, kills] of runsOf('one'))
    it(
      `ends like an undisturbed run after ${kills} kills (seed ${seed})`,
      () => expectUnshaken(`seed ${seed}`, summary, killAtRandom(seed, kills, summary.killed), { shape: 'one' }),
      MOST_MS,
    )
})

describe.runIf(isAsked('split'))('many processes on servers', () => {
  let servers: FaultServers
  // Fresh servers for each: what one fault leaves behind must not be the next one's load.
  beforeEach(async () => {
    servers = await openServers()
  }, 180_000)
  afterEach(() => servers?.close(), 120_000)

  for (const [seed, kills] of runsOf('split'))
    it(
      `ends like an undisturbed run after ${kills} kills (seed ${seed})`,
      () =>
        expectUnshaken(`seed ${seed}`, summary, killAtRandom(seed, kills, summary.killed, SPEED_OF_CITY), {
          shape: 'split',
          servers: servers.addresses,
          speed: SPEED_OF_CITY,
        }),
      MOST_MS,
    )

  const faults = {
    'Kafka stops for 20 s': kafkaStops,
    'Kafka is killed': kafkaDies,
    'Elasticsearch is away for a minute': searchAway(60_000),
    'PostgreSQL restarts': recordsRestart,
    'PostgreSQL crashes': recordsCrash,
  }
  for (const [what, fault] of Object.entries(faults))
    it(
      `loses nothing when ${what}`,
      () =>
        expectUnshaken(
          what,
          summary,
          async (guanlan) => {
            await fault(guanlan, servers.local)
            return guanlan
          },
          { shape: 'split', servers: servers.addresses, speed: SPEED_OF_CITY },
        ),
      MOST_MS,
    )

  const happenings = { 'instances are lost': loseInstances, 'all are restarted one by one': restartOneByOne }
  for (const [what, happen] of Object.entries(happenings))
    it(
      `loses nothing when ${what}, two of each`,
      () => expectTwoInstancesUnshaken(what, summary, servers, (guanlan) => happen(guanlan, summary)),
      MOST_MS,
    )
})
