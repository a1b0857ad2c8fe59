import type { SourceConfig } from '@guanlan/contracts'
import { toInstant, toMs } from '@guanlan/kernel'
import type { RecordStore, Records } from '@guanlan/record-store'
import { announceSource } from './announce-source.js'
import { isSilent, learn, newHabit, type SlotOf } from './habit.js'
import { healthInSilence } from './judge-health.js'
import { memoryOf, recall } from './memory.js'

/**
 * Looks whether a source that pushes has fallen silent against its own habit: nobody visits it, so nobody else would notice. To
 * be called now and then, each time in a transaction of its own. The next push makes it healthy again (the api writes that).
 */
export async function watchPushed(
  recordStore: RecordStore,
  sources: readonly SourceConfig[],
  nowMs: number,
  slotOf: SlotOf,
): Promise<void> {
  for (const { id, kind, enabled } of sources)
    if (kind === 'push' && enabled) await recordStore.transaction((records) => watch(records, id, nowMs, slotOf))
}

async function watch(records: Records, id: string, nowMs: number, slotOf: SlotOf): Promise<void> {
  const row = await records.sources.get(id)
  if (!row?.state.lastItemAt) return
  const { state } = row
  const now = toInstant(nowMs)
  const lastMs = toMs(row.state.lastItemAt)
  const memory = recall(row.memory)
  const habit = learn(memory.habit ?? newHabit(nowMs), [lastMs], nowMs, slotOf)
  const isNews = state.health !== 'silent' && isSilent(habit, Math.max(habit.since, lastMs), nowMs, slotOf)
  const after = isNews ? { ...state, version: state.version + 1, ...healthInSilence(lastMs, state, now) } : state
  await records.sources.put({ ...row, memory: memoryOf({ ...memory, habit }), state: after })
  if (isNews) await announceSource(records, after, now)
}
