import { divisionsIn } from '@guanlan/text'
import {
  accusations,
  casualties,
  children,
  dangers,
  frames,
  grievances,
  officials,
  penalties,
  things,
} from './lexicon.js'

/** What a headline alone says. Points as in docs/levels.md. */
export interface TitlePoints {
  /** Headline without the frame of the platform and figures of speech. */
  readonly bare: string
  readonly severity: number
  readonly domain: number
  readonly accusation: number
  readonly penalty: number
  readonly dangers: readonly string[]
  /** People dead; 0 = none named. */
  readonly dead: number
  /** Codes of provinces and cities. */
  readonly places: readonly string[]
  readonly official: boolean
  /** Domains of grievances and things, the former first. */
  readonly domains: readonly string[]
  /** Severity, domain and accusation without what speaks against it. */
  readonly total: number
}

/** From so many points on a headline is civic: it may open a topic. */
export const civicFrom = 8

const digits: ReadonlyMap<string, number> = new Map([
  ...Array.from('一二三四五六七八九十', (digit, at) => [digit, at + 1] as const),
  ['两', 2],
  ['数', 3],
  ['多', 3],
  ['十余', 10],
  ['数十', 20],
])

/** A number counts only with 人/名 or directly before the death: «13岁», «16次» are none. */
const tolls =
  /(\d{1,4}|十余|数十|[一二两三四五六七八九十数多])\s*(?:人|名[^，。\d]{0,6}?)?(?:已|均|当场|不幸|全部|确认)?\s*(?:死(?!刑|者|因|活)|遇难|身亡|丧生|溺亡)/g

/** Greatest number of dead that a headline names. */
function deadIn(title: string): number {
  let dead = 0
  for (const [, number = ''] of title.matchAll(tolls)) dead = Math.max(dead, digits.get(number) ?? Number(number))
  return Number.isFinite(dead) ? dead : 0
}

const matching = (words: Readonly<Record<string, RegExp>>, title: string): string[] =>
  Object.keys(words).filter((kind) => words[kind]?.test(title))

/** Headline → points. A function of its words alone. */
export function titlePoints(title: string): TitlePoints {
  const bare = frames.reduce((text, frame) => text.replace(frame, ' '), title.slice(0, 300))
  const kinds = matching(dangers, bare)
  const dead = deadIn(bare)
  const severity = severityOf(kinds.length > 0, dead, casualties.test(bare))
  const aggrieved = matching(grievances, bare)
  const about = matching(things, bare)
  const accused = accusations.test(bare)
  const domains = [...new Set([...aggrieved, ...about])]
  const base = aggrieved.length > 0 ? (accused ? 16 : 12) : about.length > 0 ? (accused ? 9 : 4) : 0
  const more = (domains.length > 1 ? 5 : 0) + (base > 0 && children.test(bare) ? 5 : 0)
  const accusation = accused ? 4 : 0
  const penalty = penalties.reduce(
    (sum, { points, words, unless }) => sum + (words.test(bare) && !unless?.test(bare) ? points : 0),
    0,
  )
  const domain = base === 0 ? 0 : base + more
  return {
    bare,
    severity,
    domain,
    accusation,
    penalty,
    dangers: kinds,
    dead,
    places: divisionsIn(bare),
    official: officials.test(bare),
    domains,
    total: severity + domain + accusation - penalty,
  }
}

function severityOf(danger: boolean, dead: number, hurt: boolean): number {
  if (dead >= 10) return 46
  if (dead >= 3) return 34
  if (dead === 2) return 26
  if (danger) return hurt || dead > 0 ? 20 : 14
  return dead > 0 ? 14 : 0
}
