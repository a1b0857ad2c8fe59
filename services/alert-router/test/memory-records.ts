import type { CallRow, OutgoingCall, Records, TimerRow } from '@guanlan/record-store'

/** What of the record store the alert router touches, in memory: for many short runs; calls are kept with the time (`now`) at which they were added. The store itself is held to its promises by its own contract. */
export function memoryRecords(now: () => number) {
  const facts = new Map<string, string>()
  const calls = new Map<string, OutgoingCall & Pick<CallRow, 'state'> & { addedAt: number }>()
  const timers = new Map<string, TimerRow>()
  const table = <Doc extends { version: number }>(idOf: (doc: Doc) => string) => {
    const rows = new Map<string, Doc>()
    return {
      rows,
      get: async (id: string) => rows.get(id) ?? null,
      getMany: async (ids: readonly string[]) =>
        new Map(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id) as Doc] as const] : []))),
      put: async (doc: Doc) => {
        if (doc.version !== (rows.get(idOf(doc))?.version ?? 0) + 1) throw new Error(`version of ${idOf(doc)}`)
        rows.set(idOf(doc), doc)
      },
    }
  }
  const alerts = table<{ version: number; alert: string; topic: string; level: string; state: string }>((a) => a.alert)
  const records = {
    facts: {
      get: async (name: string) => JSON.parse(facts.get(name) ?? 'null') as unknown,
      list: async (prefix: string) =>
        new Map(
          [...facts]
            .filter(([name]) => name.startsWith(prefix))
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, text]) => [name, JSON.parse(text) as unknown]),
        ),
      put: async (name: string, value: unknown) => void facts.set(name, JSON.stringify(value)),
      remove: async (names: readonly string[]) => names.forEach((name) => facts.delete(name)),
    },
    timers: {
      set: async (rows: readonly TimerRow[]) => rows.forEach((row) => timers.set(row.id, row)),
      cancel: async (_station: string, ids: readonly string[]) => ids.forEach((id) => timers.delete(id)),
    },
    calls: {
      add: async (rows: readonly OutgoingCall[]) =>
        rows.forEach((row) => calls.has(row.key) || calls.set(row.key, { ...row, state: 'waiting', addedAt: now() })),
      known: async (keys: readonly string[]) => new Set(keys.filter((key) => calls.has(key))),
      fold: async (keys: readonly string[]) =>
        keys.forEach((key) => {
          const call = calls.get(key)
          if (call) calls.set(key, { ...call, state: 'folded' })
        }),
    },
    feed: { append: async () => undefined },
    outbox: { add: async () => undefined },
    topics: { get: async () => null },
    tickets: table<{ version: number; ticket: string }>((ticket) => ticket.ticket),
    alerts: {
      ...alerts,
      byTopic: async (topic: string) => [...alerts.rows.values()].find((alert) => alert.topic === topic) ?? null,
      list: async ({ level, state }: { level: string; state: string }) => ({
        items: [...alerts.rows.values()].filter((alert) => alert.level === level && alert.state === state),
        next: null,
      }),
    },
  }
  return { records: records as unknown as Records, calls, timers, facts }
}
