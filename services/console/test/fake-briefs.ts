import {
  briefDetailSchema,
  briefsSchema,
  keepBriefSchema,
  type Actor,
  type Alert,
  type KeptBrief,
  type Ticket,
} from '@guanlan/contracts'
import { briefFigures, briefWords, localDate } from '@guanlan/desk'
import { CHINA_OFFSET, DAY, toInstant, toMs } from '@guanlan/kernel'
import { departments, domains } from './fake-data.js'

/** The briefs of the fake api, by the same reckoning as the real ones; yesterday's was kept. */
export function createFakeBriefs(
  alerts: ReadonlyMap<string, Alert>,
  tickets: ReadonlyMap<string, Ticket>,
  now: () => string,
  refuse: (status: number, code: string, title: string) => Error,
) {
  const dayBack = (days: number): string => localDate(toInstant(toMs(now()) - days * DAY))
  const kept = new Map<string, KeptBrief[]>()
  const figuresOf = (day: string) => {
    const from = toMs(`${day}T00:00:00.000Z`) - CHINA_OFFSET
    return briefFigures({
      day,
      from: toInstant(from),
      to: toInstant(Math.min(from + DAY, toMs(now()))),
      at: now(),
      usualDays: 7,
      collected: { count: 1_284, usual: 1_190 },
      civic: { count: 167, usual: 149 },
      domains: domains.map(({ code, name }, n) => ({
        code,
        name,
        count: 40 - 5 * n,
        usual: 20 + n,
        next: n === 7 ? null : { low: 20 - n, middle: 30 - n, high: 44 - n },
      })),
      alerts: [...alerts.values()],
      tickets: [...tickets.values()],
      negatives: new Map(),
      departmentNames: new Map(departments.map(({ code, name }) => [code, name])),
      sources: {
        count: 9,
        blind: [{ source: 'old-board', name: '老城留言板', message: '第 14 行标签没有闭合', since: toInstant(from) }],
      },
    })
  }
  const detail = (day: string) => {
    if (day > dayBack(0)) throw refuse(404, 'not_found', '这一天还没有到')
    const figures = figuresOf(day)
    return briefDetailSchema.parse({ figures, draft: briefWords(figures), kept: kept.get(day) ?? [] })
  }
  const put = (day: string, by: string, words: KeptBrief['words']): void => {
    const before = kept.get(day) ?? []
    kept.set(day, [{ version: (before[0]?.version ?? 0) + 1, by, at: now(), words }, ...before])
  }
  return {
    detail,
    /** Somebody else keeps a day's brief. */
    put,
    yesterday: () => dayBack(1),
    list: (days: number) =>
      briefsSchema.parse({
        items: Array.from({ length: days }, (_, back) => {
          const [last] = kept.get(dayBack(back)) ?? []
          return { day: dayBack(back), version: last?.version ?? 0, by: last?.by ?? null, at: last?.at ?? null }
        }),
      }),
    keep(day: string, body: unknown, by: Actor) {
      const { version, words } = keepBriefSchema.parse(body)
      if (by.role === 'clerk') throw refuse(403, 'not_allowed', '日报由分析员或值班员定稿')
      if ((kept.get(day)?.[0]?.version ?? 0) !== version)
        throw refuse(409, 'version_conflict', '他人已先行发布，请核对后再发布')
      put(day, by.name, words)
      return detail(day)
    },
  }
}
