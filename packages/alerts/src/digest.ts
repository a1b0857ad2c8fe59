import {
  digestCallSchema,
  levelNames,
  levelRank,
  levels,
  toldCallSchema,
  type Alert,
  type DigestCall,
  type Level,
} from '@guanlan/contracts'
import { hashId, type Instant } from '@guanlan/kernel'

/** Alerts that people read of in one message; the rest is counted. */
const MOST_TOLD = 12
/** Alerts that a webhook gets in one. */
const MOST_NAMED = 100

/** A call that goes into another: about one alert, or one that tells of several already. `body` as its receiver would get it. */
export interface FoldedCall {
  readonly key: string
  readonly body: unknown
}

/** Several calls as one: the same calls always have the same key. */
export interface Digest {
  readonly key: string
  readonly body: DigestCall
}

type Entry = DigestCall['alerts'][number]
/** What calls say together: alerts by name, and those of each level that a body had no place to name. */
interface Told {
  readonly calls: number
  readonly alerts: Entry[]
  readonly unnamed: Readonly<Partial<Record<Level, number>>>
}

/** Whether a body says something that people could read, and so can be told with others. */
export const isFoldable = (body: unknown): boolean =>
  toldCallSchema.safeParse(body).success || digestCallSchema.safeParse(body).success

/**
 * One call (摘要) in place of many that a channel has no room for: each alert once, as its last call (the last of `calls`) knew it, the most urgent
 * and largest first. `calls` is not empty; `at` is when it was folded, on the clock of the calls.
 */
export function digestOf(channel: string, calls: readonly FoldedCall[], at: Instant): Digest {
  const told = tell(calls)
  return message(
    'alerts.digest',
    channel,
    calls,
    at,
    told,
    `【摘要】通知较多，${told.calls}条合并为一条：${counted(told)}`,
  )
}

/** One call (合并通知) for those of a group, told like a digest. `name`: what they have in common, '' = nothing but the level. */
export function groupMessageOf(channel: string, name: string, calls: readonly FoldedCall[], at: Instant): Digest {
  const told = tell(calls)
  const [first] = told.alerts
  return message(
    'alerts.group',
    channel,
    calls,
    at,
    told,
    `【${levelNames[first?.level ?? 'yellow']}】${name}${total(told)}件预警`,
  )
}

function message(
  type: DigestCall['type'],
  channel: string,
  calls: readonly FoldedCall[],
  at: Instant,
  told: Told,
  head: string,
): Digest {
  const { alerts } = told
  const shown = alerts.slice(0, MOST_TOLD)
  const count = total(told)
  const lines = [
    head,
    ...shown.map((one) => `· ${levelNames[one.level]} ${one.place}${one.matterName}：${one.title}（${one.items}条）`),
    ...(count > shown.length ? [`另有${count - shown.length}件，见控制台`] : []),
  ]
  const kind = type === 'alerts.digest' ? 'digest' : 'group-call'
  return {
    key: hashId<'call'>(kind, channel, ...calls.map(({ key }) => key).sort()),
    body: {
      type,
      at,
      text: lines.join('\n'),
      level: alerts[0]?.level ?? 'yellow',
      calls: told.calls,
      count,
      alerts: alerts.slice(0, MOST_NAMED),
    },
  }
}

function tell(calls: readonly FoldedCall[]): Told {
  const entries = new Map<string, Entry>()
  const unnamed: Partial<Record<Level, number>> = {}
  let told = 0
  const take = (entry: Entry): void => {
    const types = [...new Set([...(entries.get(entry.alert)?.types ?? []), ...entry.types])]
    entries.set(entry.alert, { ...entry, types })
  }
  for (const { body } of calls) {
    const many = digestCallSchema.safeParse(body).data
    const one = many ? undefined : toldCallSchema.safeParse(body).data
    told += many?.calls ?? 1
    for (const entry of many?.alerts ?? []) take(entry)
    if (many && many.count > many.alerts.length)
      unnamed[many.level] = (unnamed[many.level] ?? 0) + many.count - many.alerts.length
    if (one) take(entryOf(one.type, one.alert))
  }
  const alerts = [...entries.values()].sort(
    (a, b) => levelRank(b.level) - levelRank(a.level) || b.items - a.items || a.alert.localeCompare(b.alert),
  )
  return { calls: told, alerts, unnamed }
}

type ToldAlert = Pick<Alert, 'alert' | 'level' | 'title' | 'matterName' | 'items' | 'ticket'> & {
  readonly matter?: string | undefined
  readonly places: readonly { readonly name: string }[]
}
const entryOf = (type: string, { alert, level, title, matter = '', matterName, places, items, ticket }: ToldAlert) => ({
  alert,
  level,
  title,
  types: [type],
  matter,
  matterName,
  place: places[0]?.name ?? '',
  items,
  ticket,
})

const countAt = ({ alerts, unnamed }: Told, level: Level): number =>
  alerts.filter((alert) => alert.level === level).length + (unnamed[level] ?? 0)
const total = (told: Told): number => levels.reduce((sum, level) => sum + countAt(told, level), 0)
const counted = (told: Told): string =>
  levels
    .map((level) => ({ level, count: countAt(told, level) }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${levelNames[level]}${count}件`)
    .join('、')
