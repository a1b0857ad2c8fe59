/** What the runs of one suite were and cost, for the table at its end. */
export interface Summary {
  killed(name: string): void
  /** One fault or run that went well. */
  add(what: string, wallMs: number, calls: { readonly all: number; readonly keys: number }): void
  /** A duration that a rule bounds, such as a takeover. */
  measured(what: string, ms: number): void
  lines(): string[]
}

export function createSummary(): Summary {
  const kills = new Map<string, number>()
  const runs: string[] = []
  const measures: string[] = []
  return {
    killed(name) {
      const service = name.replace(/-\d+$/, '')
      kills.set(service, (kills.get(service) ?? 0) + 1)
    },
    add(what, wallMs, { all, keys }) {
      runs.push(`${seconds(wallMs).padStart(8)}  ${what}: ${all} calls of ${keys} keys, ${all - keys} repeated`)
    },
    measured(what, ms) {
      measures.push(`${seconds(ms).padStart(8)}  ${what}`)
    },
    lines() {
      const all = [...kills.values()].reduce((sum, count) => sum + count, 0)
      const perService = [...kills].sort().map(([service, count]) => `${service} ${count}`)
      return [`kill -9: ${all}${all > 0 ? ` (${perService.join(', ')})` : ''}`, ...runs, ...measures]
    },
  }
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`
