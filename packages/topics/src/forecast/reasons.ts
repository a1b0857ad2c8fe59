import { levelNames, type Reason } from '@guanlan/contracts'
import { CHINA_OFFSET, HOUR, toMs } from '@guanlan/kernel'
import { show } from '../level/heat.js'
import { rowOf, type ForecastModel } from './model.js'
import { hoursAhead, signs, type Outlook, type Sign } from './signs.js'

/** Signs that are one thing to a reader, with its sentence; null = nothing to say. */
interface Theme {
  readonly kind: string
  readonly signs: readonly Sign[]
  readonly text: (outlook: Outlook) => string | null
}

const themes: readonly Theme[] = [
  {
    kind: 'growth',
    signs: ['rise1', 'rise3', 'acceleration', 'surge', 'posts1', 'posts3', 'posts12', 'soonBusy', 'missingVoices'],
    text: ({ situation: { growth, wave } }) =>
      `近 1 小时 ${growth.lastHour} 人、近 3 小时 ${growth.last3Hours} 人，近 12 小时共 ${wave.voices} 人`,
  },
  {
    kind: 'near',
    signs: ['missingPoints', 'heat', 'fromYellow', 'fromOrange'],
    text: ({ next, missingPoints }) =>
      missingPoints === 0
        ? `积分已到「${levelNames[next]}」界线`
        : `距「${levelNames[next]}」还差 ${show(missingPoints)} 分`,
  },
  {
    kind: 'breadth',
    signs: ['sources', 'tiers', 'media', 'headlines', 'missingSources'],
    text: ({ situation: { sources, tiers } }) => `${sources} 个来源，${tiers} 类渠道`,
  },
  {
    kind: 'negativity',
    signs: ['negativity'],
    text: ({ situation: { negativity } }) => `负面程度 ${Math.round(100 * negativity)}%`,
  },
  {
    kind: 'quiet',
    signs: ['quiet'],
    text: ({ signs: { quiet } }) => {
      const minutes = Math.round(60 * Math.expm1(quiet))
      return minutes < 30 ? null : `已有 ${minutes < 90 ? `${minutes} 分钟` : `${show(minutes / 60)} 小时`}没有新的发声`
    },
  },
  {
    kind: 'official',
    signs: ['official'],
    text: ({ now, officialAt }) =>
      officialAt === null ? null : `官方 ${show((toMs(now) - officialAt) / HOUR)} 小时前已发声`,
  },
  {
    kind: 'hour',
    signs: ['sine', 'cosine', 'sine2', 'cosine2'],
    text: ({ now }) => {
      const hour = new Date(toMs(now) + CHINA_OFFSET).getUTCHours()
      return hour >= 21 || hour < 5 ? '接下来是夜间，发声者少' : '接下来是白天，发声者多'
    },
  },
]

/** What moves the log-odds of an hour by less is not said, and so many reasons are. */
const [least, most] = [0.15, 4]

/**
 * What sets this topic apart from the ones that were learnt from, strongest first: `points` = what the signs of one theme add to the log-odds of an hour, as the mean over
 * the six, beyond what they add on average.
 */
export function reasonsOf(outlook: Outlook, model: ForecastModel): Reason[] {
  const rows = Array.from({ length: hoursAhead }, (_, hour) => rowOf(outlook, hour + 1))
  const addedBy = (sign: Sign): number => {
    const at = signs.indexOf(sign)
    const mean = rows.reduce((sum, row) => sum + (row[at] as number), 0) / rows.length
    return model.hazard[sign] * (mean - model.means[sign])
  }
  return themes
    .flatMap(({ kind, signs: own, text }) => {
      const points = Math.round(100 * own.reduce((sum, sign) => sum + addedBy(sign), 0)) / 100
      const said = Math.abs(points) < least ? null : text(outlook)
      return said === null ? [] : [{ kind, points, text: said }]
    })
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.kind < b.kind ? -1 : 1))
    .slice(0, most)
}
