import { parseArgs } from 'node:util'
import { AppError, SECOND, steadyClock } from '@guanlan/kernel'
import { livingMembers, openScenarioClock, repeat, runService, tellSample } from '@guanlan/runtime'
import { sampleLayer, startSample } from './live-here.js'
import { SCENARIO_EPOCH } from './start-sample-city.js'

/** How often the hotline looks where the api is, wall time. */
const LOOK_MS = 2 * SECOND

/** `--speed X` scenario seconds per wall second (60), `--seed N` who posts what when (0). */
function optionsOf(args: readonly string[]): { speed: number; seed: number } {
  const { values } = parseArgs({ args: [...args], options: { speed: { type: 'string' }, seed: { type: 'string' } } })
  const speed = Number(values.speed ?? 60)
  const seed = Number(values.seed ?? 0)
  if (!(speed > 0 && speed <= 100_000)) throw new AppError('usage', '--speed 应为大于 0 的数')
  if (!(Number.isInteger(seed) && seed >= 0)) throw new AppError('usage', '--seed 应为非负整数')
  return { speed, seed }
}

await runService({
  name: 'sample-city',
  async start({ context: { recordStore, logger } }) {
    const { speed, seed } = optionsOf(process.argv.slice(2))
    const onError = (error: unknown) => logger.error({ err: error }, 'scenario clock not kept')
    const clock = await openScenarioClock(recordStore, { epoch: SCENARIO_EPOCH, speed, wall: steadyClock, onError })
    let apiUrl: string | null = null
    const looking = repeat(
      LOOK_MS,
      async () => {
        apiUrl = (await livingMembers(recordStore)).find(({ service }) => service === 'api')?.url ?? null
      },
      (error) => logger.warn({ err: error }, 'could not look where the api is'),
    )
    const city = await startSample(recordStore, { clock, logger, seed, apiUrl: () => apiUrl })
    await tellSample(recordStore, sampleLayer(city.ports))
    return {
      name: 'sample-city',
      health: async () => null,
      async stop() {
        await looking.stop()
        await city.stop()
        await clock.stop()
        return true
      },
    }
  },
})
