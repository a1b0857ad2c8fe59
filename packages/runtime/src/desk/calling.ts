import {
  dueOf,
  followInhibitor,
  groupMessageOf,
  groupOf,
  inhibitorOf,
  isGathered,
  isStale,
  labelsOf,
  mutingLevels,
  notificationsFor,
  timingOf,
  unmutedEffects,
  type Inhibitor,
  type Notification,
} from '@guanlan/alerts'
import { alertLabels, levelRank, type Alert, type Level, type Silence } from '@guanlan/contracts'
import { hashId, type Instant } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'
import type { OfficeDesk } from './office-desk.js'
import { KEEPER, saveAlert, saveCalls, saveWaiting, type GroupStep } from './save.js'
import { silenceDesk } from './silence-desk.js'

/** One transaction in which people may be called. */
export interface Caller {
  readonly records: Records
  readonly desk: OfficeDesk
  /** Domain clock: when that happened of which people are told. */
  readonly now: Instant
  /** Tells the others that an alert changed: it was muted, or is no longer. */
  announce(alert: Alert): void | Promise<void>
}

/** What came of calls: how many went out or wait for their group, or what held them back. `alert` as it is now. */
export interface Called {
  readonly alert: Alert
  readonly made: number
  readonly silence: Silence | null
}

const heldPrefix = (group: string, due: Instant): string => `held:${group}:${due}:`
const mutedPrefix = (source: string): string => `muted:${source}:`

/**
 * The way of a call, in Alertmanager's order: **dedup** (a key that is known is not called again) → **group** (calls of one channel, level and group wait for each
 * other; red and what has no wait goes on at once) → **route** (`notificationsFor` made one call for each channel that wants the level; what a higher level has
 * overtaken is dropped) → **inhibit, silence** → **notify** (saved for the relay: those of one alert by themselves, of several as one message) → **escalate** (`saveWaiting`: timers of the
 * chain and of repetitions, until somebody confirms). A silence counts when it happened and when it is told; an inhibitor when it is told.
 */
export const callDesk = {
  /** Calls for what an alert just did. `gathers: false`: they wait for no group (escalation). Inside a transaction. */
  async speak(
    caller: Caller,
    alert: Alert,
    calls: readonly Notification[],
    { gathers = true }: { readonly gathers?: boolean } = {},
  ): Promise<Called> {
    const { records, desk, now } = caller
    const fresh = await unknownOf(records, calls)
    if (fresh.length === 0) return { alert, made: 0, silence: null }
    const silence = await silenceDesk.holdBack(records, alert, fresh.length, now)
    if (silence) return { alert, made: 0, silence }
    if (gathers && isGathered(alert.level, timingOf(desk.alerts, alert.level))) {
      await gather(caller, alert, fresh)
      return { alert, made: fresh.length, silence: null }
    }
    const { alert: current, by } = await inhibit(caller, alert, sourcesIn(records))
    if (!by) await saveCalls(records, fresh)
    return { alert: current, made: by ? 0 : fresh.length, silence: null }
  },

  /** A group's wait is over: what it gathered until `due`, and still says something, goes out as one. Returns how many calls that were. */
  async flush(caller: Caller, { group, channel }: GroupStep, due: Instant): Promise<number> {
    const { records, desk } = caller
    const held = await records.facts.list<Notification>(heldPrefix(group, due))
    await records.facts.remove([...held.keys()])
    const waiting = await unknownOf(records, [...held.values()])
    waiting.sort((a, b) => a.at.localeCompare(b.at) || a.key.localeCompare(b.key))
    const alerts = await records.alerts.getMany([...new Set(waiting.map(({ body }) => body.alert.alert))])
    const free = new Set<string>()
    const sources = sourcesIn(records)
    for (const [id, alert] of alerts) {
      const own = waiting.filter(({ body }) => body.alert.alert === id && !isStale(body.alert, alert))
      if (own.length === 0 || (await silenceDesk.holdBack(records, alert, own.length, due))) continue
      if ((await inhibit(caller, alert, sources)).by) continue
      for (const { key } of own) free.add(key)
    }
    const told = waiting.filter(({ key }) => free.has(key))
    await saveCalls(records, told)
    const [first] = told
    // Of one alert alone each says what the other does not.
    if (!first || told.every(({ body }) => body.alert.alert === first.body.alert.alert)) return told.length
    // Each keeps its row, by which a replay finds that it was told.
    await records.calls.fold(told.map(({ key }) => key))
    const { key, body } = groupMessageOf(channel, nameOf(desk, first), told, due)
    await records.calls.add([{ key, channel, group: `group:${key}`, body, createdAt: due, level: body.level }])
    return told.length
  },

  /**
   * After an alert was saved: what it muted, and no longer does since it is closed, lower or about something else, is heard of again, if nothing
   * else mutes it and nobody has confirmed it. `before`: the alert as it was. Inside the same transaction.
   */
  async release(caller: Caller, before: Alert | null, after: Alert): Promise<void> {
    const { records, desk } = caller
    if (before === null || !mayEnd(before, after, desk)) return
    const names = [...(await records.facts.list<unknown>(mutedPrefix(after.alert))).keys()]
    const sources = sourcesIn(records)
    for (const name of names) {
      const target = await records.alerts.get(name.slice(mutedPrefix(after.alert).length))
      if (!target || target.state === 'closed' || target.mutedBy?.alert !== after.alert) {
        await records.facts.remove([name])
        continue
      }
      const { alert, by } = await inhibit(caller, target, sources)
      if (by) continue
      const effects = unmutedEffects(alert)
      await callDesk.speak(caller, alert, notificationsFor(alert, effects, desk.channels))
    }
  },
}

/** Calls whose key nobody has been called by. */
async function unknownOf(records: Records, calls: readonly Notification[]): Promise<Notification[]> {
  if (calls.length === 0) return []
  const known = await records.calls.known(calls.map(({ key }) => key))
  return calls.filter(({ key }) => !known.has(key))
}

/** Puts calls to what their groups wait with; a group that waits for nothing yet begins to. */
async function gather({ records, desk }: Caller, alert: Alert, calls: readonly Notification[]): Promise<void> {
  const timing = timingOf(desk.alerts, alert.level)
  if (timing === null) return
  const labels = labelsOf(alert, desk.leads)
  for (const call of calls) {
    const group = groupOf(call.channel, alert.level, labels, desk.alerts.group.by)
    const last = await records.facts.get<Instant>(`group:${group}`)
    const due = dueOf(call.at, last, timing)
    if (due !== last) await records.facts.put(`group:${group}`, due)
    await records.facts.put(`${heldPrefix(group, due)}${call.key}`, call)
    // Also for one that comes late to what has gone out: it is told right away.
    const payload: GroupStep = { group, channel: call.channel }
    await records.timers.set([{ id: hashId<'timer'>('group', group, due), station: KEEPER, due, payload }])
  }
}

/** Looks who mutes an alert now, and keeps that with it; one that is muted no longer begins to wait for somebody anew. */
async function inhibit(
  { records, desk, now, announce }: Caller,
  alert: Alert,
  sources: Sources,
): Promise<{ readonly alert: Alert; readonly by: Inhibitor | null }> {
  const rules = desk.alerts.inhibit
  const by = inhibitorOf(alert, await sources(mutingLevels(alert, rules)), rules, desk.leads)
  const changed = followInhibitor(alert, by, now)
  if (!changed) return { alert, by }
  const old = alert.mutedBy
  if (old) await records.facts.remove([`${mutedPrefix(old.alert)}${alert.alert}`])
  if (by) await records.facts.put(`${mutedPrefix(by.alert.alert)}${alert.alert}`, now)
  await saveAlert(records, changed)
  await announce(changed)
  if (!by) await saveWaiting(records, desk, { before: alert, after: changed, effects: unmutedEffects(changed), now })
  return { alert: changed, by }
}

/** Alerts of these levels that are not closed. */
type Sources = (levels: readonly Level[]) => Promise<Alert[]>

/** Reads each level once: what mutes does not change while others are muted by it. */
function sourcesIn(records: Records): Sources {
  const read = new Map<Level, Alert[]>()
  return async (levels) => {
    for (const level of levels) if (!read.has(level)) read.set(level, await unclosed(records, level))
    return levels.flatMap((level) => read.get(level) ?? [])
  }
}

async function unclosed(records: Records, level: Level): Promise<Alert[]> {
  const found: Alert[] = []
  for (const state of ['open', 'acknowledged']) {
    let cursor: string | null | undefined
    do {
      const page = await records.alerts.list({ level, state, limit: 500, ...(cursor && { cursor }) })
      found.push(...page.items)
      cursor = page.next
    } while (cursor)
  }
  return found
}

/** Whether a change may have ended that an alert mutes others. */
function mayEnd(before: Alert, after: Alert, { leads }: OfficeDesk): boolean {
  const [was, is] = [labelsOf(before, leads), labelsOf(after, leads)]
  return (
    (after.state === 'closed' && before.state !== 'closed') ||
    levelRank(after.level) < levelRank(before.level) ||
    after.places[0]?.code !== before.places[0]?.code ||
    alertLabels.some((label) => was[label] !== is[label])
  )
}

/** What the alerts of a group have in common, in words: 枫桥镇 食品药品. */
function nameOf({ alerts, leads, labelNames }: OfficeDesk, { body }: Notification): string {
  const labels = labelsOf(body.alert, leads)
  const names = (['town', 'domain', 'matter', 'department'] as const)
    .filter((label) => alerts.group.by.includes(label))
    .flatMap((label) => labelNames[label].get(labels[label] ?? '') ?? [])
  return names.map((name) => `${name} `).join('')
}
