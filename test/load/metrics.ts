/** Sum of a counter or histogram sum by one label, from /metrics. */
export function byLabel(metrics: string, name: string, label: string): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const [, labels = '', value] of metrics.matchAll(new RegExp(`^${name}\\{([^}]*)\\} ([\\d.e+-]+)$`, 'gm'))) {
    const key = new RegExp(`${label}="([^"]*)"`).exec(labels)?.[1]
    if (key) sums[key] = (sums[key] ?? 0) + Number(value)
  }
  return sums
}

/** Value of a metric without labels; NaN where it is absent. */
export const gauge = (metrics: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN)

/** CPU seconds of the whole process so far, all its threads. */
export const cpuSeconds = (metrics: string): number => gauge(metrics, 'process_cpu_seconds_total')

/** A process's `/metrics`. */
export const metricsOf = async (url: string): Promise<string> => (await fetch(new URL('/metrics', url))).text()

/** Batches that each station handled. */
export const batchesOfStations = (metrics: string): Record<string, number> =>
  byLabel(metrics, 'guanlan_batch_seconds_count', 'station')

/** Seconds that each station spent in its batches, two digits. */
export const secondsInStations = (metrics: string): Record<string, number> =>
  Object.fromEntries(
    Object.entries(byLabel(metrics, 'guanlan_batch_seconds_sum', 'station')).map(([station, s]) => [
      station,
      Number(s.toFixed(2)),
    ]),
  )
