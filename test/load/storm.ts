import { cpus, loadavg } from 'node:os'
import { percentile, runStorm } from '../../services/alert-router/test/storm-run.js'

const RAW = Number(process.env['GUANLAN_BENCH_RAW'] ?? 100_000)
/** Changes of each topic, on the average. */
const CHANGES = 50

/**
 * 10⁵ changes of topics at yellow or above within ten minutes, each of which would be an alert of its own without grouping, through the real
 * alert router, stores, relay and channels; the clock leaps over what is idle, work takes the time that it takes.
 */
export async function benchStorm(): Promise<unknown> {
  const topics = Math.ceil(RAW / CHANGES)
  const storm = await runStorm({ raw: RAW, topics, red: 6, orange: 12, seconds: 600, tick: 1, leap: 2 })
  const { calls, waits, robots, urgent } = storm
  const share = (told: number): number => Number((1 - told / storm.told).toFixed(4))
  const spread = (rising: readonly number[]) => ({
    count: rising.length,
    p50: percentile(rising, 0.5),
    p95: percentile(rising, 0.95),
    most: rising.at(-1) ?? null,
  })
  return {
    cores: cpus().length,
    load_average: Number((loadavg()[0] ?? 0).toFixed(1)),
    raw: storm.told,
    topics,
    routed_seconds: Number((storm.routed / 1_000).toFixed(1)),
    messages: {
      hook: storm.hooked,
      sms: storm.messages,
      ...Object.fromEntries(robots.map(({ kind, got }) => [kind, got.length])),
    },
    reduction: {
      hook: share(storm.hooked),
      ...Object.fromEntries(robots.map(({ kind, got }) => [kind, share(got.length)])),
    },
    urgent: { calls: urgent.length, lost: urgent.filter(({ state }) => state !== 'sent').length },
    folded: calls.filter(({ state }) => state === 'folded').length,
    groups: calls.filter(({ group }) => group.startsWith('group:')).length,
    digests: calls.filter(({ group }) => group.startsWith('digest:')).length,
    left: calls.filter(({ state }) => state === 'waiting' || state === 'failed').length,
    most_in_a_minute: storm.most,
    refused: storm.refused,
    change_to_robot_ms: { urgent: spread(waits.urgent), usual: spread(waits.usual) },
  }
}
