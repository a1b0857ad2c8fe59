import { cpus, loadavg } from 'node:os'
import { freshFolder, startGuanlan } from '@guanlan/testkit'
import { catchUp } from './catch-up.js'
import { allSearchable, bytesEach, expected, pushHalf, searchable, serveFeeds, writeOffice } from './load.js'
import { cpuSeconds, gauge, metricsOf, secondsInStations } from './metrics.js'
import { toScreen } from './to-screen.js'

/** Whole process: the load, then single urgent items for the way to the screen, then the way back after the process was away. */
export async function benchOneProcess(): Promise<unknown> {
  const feeds = await serveFeeds()
  const folder = await freshFolder('bench')
  const config = await freshFolder('bench-config')
  writeOffice(config.path, feeds.address)
  const start = () =>
    startGuanlan({ data: folder.path, args: ['--sample', 'off', '--config', config.path], shape: 'one' })
  let guanlan = await start()
  try {
    // Starting reads dictionaries and compiles the catalogue: seconds of CPU that no article costs.
    const cpuAtStart = cpuSeconds(await metricsOf(guanlan.url))
    const started = performance.now()
    feeds.open()
    await pushHalf(guanlan)
    await allSearchable(guanlan, 300_000)
    const seconds = (performance.now() - started) / 1_000
    const metrics = await metricsOf(guanlan.url)
    const load = loadavg()[0] ?? 0
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const screen = await toScreen(guanlan)
    const back = await catchUp(() => guanlan, {
      name: 'guanlan',
      before: await searchable(guanlan),
      perSecond: expected / seconds,
      stop: () => guanlan.kill(),
      start: async () => {
        guanlan = await start()
      },
    })
    const rss = gauge(metrics, 'process_resident_memory_bytes')
    const cpu = cpuSeconds(metrics)
    return {
      cores: cpus().length,
      load_average: Number(load.toFixed(1)),
      articles: expected,
      bytes_each: bytesEach,
      seconds: Number(seconds.toFixed(2)),
      articles_per_second: Math.round(expected / seconds),
      to_screen_ms: screen,
      catch_up: back,
      rss_mb: Math.round(rss / 1e6),
      cpu_seconds: { start: Number(cpuAtStart.toFixed(1)), articles: Number((cpu - cpuAtStart).toFixed(1)) },
      cpu_ms_per_article: Number((((cpu - cpuAtStart) / expected) * 1_000).toFixed(2)),
      seconds_in_stations: secondsInStations(metrics),
    }
  } finally {
    await guanlan.kill()
    feeds.close()
    await folder.remove()
    await config.remove()
  }
}
