// Stories as they might go, by a seed: what the forecast is trained on. Kinds, sizes and shares are written from knowledge of the field.
import type { SourceTier } from '@guanlan/contracts'
import { CHINA_OFFSET, HOUR, MINUTE, toInstant } from '@guanlan/kernel'
import { groupOf, type Member, type TopicGroup, type TopicItem } from '@guanlan/topics'
import { diceOf, rhythm, type Dice } from './dice.js'

/** How the posts of a story come over time. */
type Kind = 'faint' | 'trickle' | 'outbreak' | 'shock' | 'comeback' | 'headline' | 'letters'

/** How a world of stories differs from another: held-back ones are also told in a world that was not trained on. */
export interface World {
  /** Shares of the kinds; they add up to 1. */
  readonly shares: Readonly<Record<Kind, number>>
  /** Everything comes so many times as often. */
  readonly busy: number
  /** So strongly people write by day rather than by night: 1 = as usual, 0 = at any hour alike. */
  readonly daily: number
  /** How likely the government speaks within a story's life. */
  readonly answers: number
  /** Mean of how cross people are, in [0, 1]. */
  readonly cross: number
  /** Posts of each source tier beside each other. */
  readonly tiers: Readonly<Record<SourceTier, number>>
}

export const plainWorld: World = {
  shares: { faint: 0.2, trickle: 0.12, outbreak: 0.13, shock: 0.12, comeback: 0.05, headline: 0.2, letters: 0.18 },
  busy: 1,
  daily: 1,
  answers: 0.4,
  cross: 0.55,
  tiers: { forum: 4, hotline: 3, social: 5, media: 1.2, hotlist: 0.4, government: 0 },
}
/** A busier, crosser place that sleeps less and answers more rarely, where more matters break out and fewer trickle. */
export const otherWorld: World = {
  shares: { faint: 0.2, trickle: 0.1, outbreak: 0.25, shock: 0.15, comeback: 0.1, headline: 0.1, letters: 0.1 },
  busy: 1.4,
  daily: 0.7,
  answers: 0.25,
  cross: 0.65,
  tiers: { forum: 2, hotline: 2, social: 8, media: 2, hotlist: 1, government: 0 },
}

/** Posts an hour at the hour of its life, with the rhythm of the day left out. */
type Course = (age: number) => number

const log = (dice: Dice, median: number, spread: number): number => median * Math.exp(spread * dice.normal())

const courses: Readonly<Record<Kind, (dice: Dice) => Course>> = {
  // A few voices that fade.
  faint(dice) {
    const [rate, life] = [log(dice, 0.7, 0.8), log(dice, 5, 0.7)]
    return (age) => rate * 2 ** (-age / life)
  },
  // One now and then, over days.
  trickle(dice) {
    const [rate, life] = [log(dice, 0.3, 0.7), log(dice, 60, 0.5)]
    return (age) => rate * 2 ** (-age / life)
  },
  // Grows hour by hour, and ebbs; most of what grows stops early.
  outbreak(dice) {
    const growth = 1 + log(dice, 0.25, 0.6)
    const [start, peak, life] = [log(dice, 0.6, 0.6), log(dice, 6, 0.8), log(dice, 5, 0.7)]
    const top = Math.min(80, start * growth ** peak)
    return (age) => (age < peak ? Math.min(top, start * growth ** age) : top * 2 ** (-(age - peak) / life))
  },
  // Many at once, and less from then on.
  shock(dice) {
    const [rate, life, quiet] = [log(dice, 5, 0.9), log(dice, 2, 0.8), log(dice, 2, 1)]
    return (age) => (age < quiet ? 0.5 : Math.min(120, rate) * 2 ** (-(age - quiet) / life))
  },
  // Ebbs, and comes back a day later, greater or smaller.
  comeback(dice) {
    const [rate, life, back, times] = [log(dice, 1, 0.6), log(dice, 5, 0.5), log(dice, 20, 0.4), log(dice, 3, 0.6)]
    const wave = (age: number) => (age < 0 ? 0 : rate * 2 ** (-age / life))
    return (age) => wave(age) + times * wave(age - back)
  },
  // Lists of what is hot take it up within an hour or two, and drop it; an echo now and then when there is news of it.
  headline(dice) {
    const [rate, life, echo] = [log(dice, 1.3, 0.7), log(dice, 0.9, 0.6), log(dice, 0.03, 0.8)]
    return (age) => rate * 2 ** (-age / life) + echo
  },
  // Neighbours or customers write to one board together, and then wait for the answer.
  letters(dice) {
    const [rate, life, echo] = [log(dice, 1.3, 0.7), log(dice, 1.2, 0.7), log(dice, 0.02, 0.8)]
    return (age) => rate * 2 ** (-age / life) + echo
  },
}

/** Hours a story is told for, and the posts it has at most. */
const [span, mostPosts] = [96, 250]
const sourcesOfTier: Readonly<Record<SourceTier, number>> = {
  forum: 4,
  hotline: 1,
  social: 4,
  media: 4,
  hotlist: 3,
  government: 1,
}
const domains = ['business', 'housing', 'wages', 'ecology', 'food-drug', 'public-services', 'safety', 'hardship', null]
const dangers = ['casualties', 'crowd', 'poisoning', 'school-safety', 'drinking-water', 'misconduct']
/** 2026-03-02, a Monday, 00:00 in Asia/Shanghai. */
const monday = Date.UTC(2026, 2, 1, 16)

/** A story of that seed, whole: its posts, copies and the government's answer as members of one topic. */
export function simulateStory(seed: number, world: World): TopicGroup {
  const dice = diceOf(seed)
  const kind = chosenKind(dice, world)
  const course = courses[kind](dice)
  const begin = monday + Math.floor(dice.even() * 28 * 24 * 60) * MINUTE
  const answer = dice.even() < world.answers ? { after: log(dice, 10, 0.8), calms: answered(dice) } : null
  const people = peopleOf(dice, world, kind)
  const members: Member[] = []
  const add = (item: TopicItem, copyOf: string | null = null) =>
    members.push({ order: members.length, topic: 'story', copyOf, keys: [], links: [], item })
  let swing = 0
  let isAnswered = false
  for (let age = 0; age < span && members.length < mostPosts; age += 1) {
    const hour = begin + age * HOUR
    swing = 0.8 * swing + 0.6 * dice.normal()
    if (answer && !isAnswered && age >= answer.after && members.length > 0) {
      isAnswered = true
      add(people.official(`reply-${seed}`, hour))
    }
    const mean = course(age) * world.busy * wakeful(hour, world) * Math.exp(0.3 * swing - 0.045)
    const count = dice.poisson(isAnswered && answer ? mean * answer.calms : mean) + (age === 0 ? 1 : 0)
    const minutes = Array.from({ length: count }, () => Math.floor(dice.even() * 60)).toSorted((a, b) => a - b)
    for (const minute of minutes) {
      const item = people.post(`${seed}-${members.length}`, hour + minute * MINUTE, members.length)
      add(item)
      for (let copies = dice.poisson(people.copied(item)); copies > 0; copies -= 1)
        add(people.copy(`${item.article}-copy-${copies}`, item), item.article)
    }
  }
  return groupOf(members)
}

function chosenKind(dice: Dice, { shares }: World): Kind {
  let left = dice.even()
  const drawn = Object.entries(shares).find(([, share]) => (left -= share) < 0)?.[0] ?? 'faint'
  return drawn as Kind
}

/** How many times as much is written after the government spoke: mostly less, now and then more. */
const answered = (dice: Dice): number => (dice.even() < 0.15 ? 1.4 : 0.25 + 0.6 * dice.even())

function wakeful(hour: number, { daily }: World): number {
  const local = Math.floor((hour + CHINA_OFFSET) / HOUR)
  const weekday = (((Math.floor(local / 24) + 3) % 7) + 7) % 7
  return rhythm(weekday, ((local % 24) + 24) % 24) ** daily
}

/** Who writes in one story: from where, how crossly, how often the same, and how far it is passed on. */
function peopleOf(dice: Dice, world: World, kind: Kind) {
  const domain = domains[Math.floor(dice.even() * domains.length)] ?? null
  const matter = { code: domain ?? 'none', name: domain ?? 'none', domain, score: 0.9 }
  const cross = Math.min(1, Math.max(0.05, world.cross + 0.25 * dice.normal()))
  const danger = dice.even() < 0.12 ? dangers[Math.floor(dice.even() * dangers.length)] : undefined
  const urgency = danger ? 3 : Math.floor(dice.even() * 3)
  // Many matters stay where they began.
  const narrow = kind === 'headline' || kind === 'letters' || dice.even() < 0.35
  const reach = log(dice, 4, 0.8)
  const weights = Object.entries(world.tiers).map(
    ([tier, weight]) => [tier as SourceTier, weight * dice.gamma(0.7)] as const,
  )
  const home = kind === 'headline' ? 'hotlist' : kind === 'letters' ? 'forum' : draw(weights, dice)
  const headline = headlinesOf(dice)
  const item = (article: string, at: number, tier: SourceTier, change: Partial<TopicItem>): TopicItem => ({
    article,
    revision: 1,
    jurisdiction: '330681',
    source: { id: `${tier}-${Math.floor(dice.even() * sourcesOfTier[tier])}`, name: tier, tier, official: false },
    url: '',
    title: '',
    body: '',
    titleWords: [],
    bodyWords: [],
    published: toInstant(at),
    seen: toInstant(at),
    raises: true,
    matters: [matter],
    places: [],
    candidates: [],
    sentiment: Math.min(1, Math.max(-1, -cross + 0.2 * dice.normal())),
    urgency: dice.even() < 0.5 ? urgency : Math.min(1, urgency),
    signals: danger !== undefined && dice.even() < 0.6 ? [danger] : [],
    ...change,
  })
  return {
    post(article: string, at: number, before: number): TopicItem {
      // The more has been said, the further it has spread.
      const isHome = narrow ? dice.even() < 0.93 : dice.even() < 1 / (1 + before / reach)
      const tier = isHome ? home : draw(weights, dice)
      const repeats = before > 0 && dice.even() < 0.12
      return item(article, at, tier, {
        ...(kind === 'letters' && isHome ? { source: board } : {}),
        ...(tier === 'hotlist'
          ? { title: headline(), ...coolly(dice) }
          : { voice: repeats ? `voice-${Math.floor(dice.even() * before)}` : `voice-${before}` }),
        ...(tier === 'social' ? { metrics: passedOn(dice, before) } : {}),
      })
    },
    copied: ({ source }: TopicItem): number => (source.tier === 'media' ? 0.5 : 0.1),
    copy: (article: string, of: TopicItem): TopicItem => ({
      ...of,
      article,
      published: toInstant(Date.parse(of.published) + Math.floor(dice.even() * 300) * MINUTE),
    }),
    official: (article: string, at: number): TopicItem =>
      item(article, at, 'government', {
        source: { id: 'portal', name: 'portal', tier: 'government', official: true },
        sentiment: 0.1,
        urgency: 0,
        signals: [],
      }),
  }
}

/** Headlines are worded coolly: few of them complain or cry for help in so many words. */
const coolly = (dice: Dice): Partial<TopicItem> => (dice.even() < 0.8 ? { sentiment: 0, urgency: 0 } : { urgency: 0 })

/** Headlines of one matter: what happened where, what people say of it, and in a few matters a toll that becomes known later. */
function headlinesOf(dice: Dice): () => string {
  const pick = (list: readonly string[]): string => list[Math.floor(dice.even() * list.length)] ?? ''
  const where = pick(wheres)
  const isGrave = dice.even() < 0.25
  const what = pick(isGrave ? grave : mild)
  const toll = isGrave && dice.even() < 0.4 ? pick(tolls) : ''
  let told = 0
  return () => {
    told += 1
    return `${where}${what}${toll !== '' && told > 1 && dice.even() < 0.4 ? toll : dice.even() < 0.3 ? '' : pick(remarks)}`
  }
}
const wheres = ['某县', '南方一地', '浙江一工厂', '江西一学校', '河北一小区', '一景区', '湖南一医院', '河南一工地']
const grave = ['发生火灾', '墙体坍塌', '食堂饭菜吃坏学生', '欠薪半年', '偷排污水', '电梯坠落', '客车侧翻']
const mild = [
  '楼盘停工',
  '多收停车费',
  '外卖箱里有虫',
  '押金退不出',
  '停课通知惹争议',
  '物业费涨价',
  '挂号要排一夜',
  '中考加分新规',
  '彩礼上限',
  '早餐摊该不该撤',
  '快递不上门',
  '景区票价引热议',
  '老人办卡被拒',
  '夜里施工',
]
const tolls = ['，已致1人死亡', '，已致4人死亡', '，有人被困', '，多人送医']
const remarks = [
  '，当事人回应',
  '，涉事方道歉',
  '，网友吵起来了',
  '的背后',
  '，律师这样说',
  '，官方通报',
  '，目击者发声',
  '，谁来管',
]

const board = { id: 'forum-0', name: 'forum', tier: 'forum', official: false } as const

const passedOn = (dice: Dice, before: number) => {
  const reach = Math.min(5_000, log(dice, 2 + before / 4, 1.4))
  return { reposts: Math.floor(reach / 3), comments: Math.floor(reach / 2), likes: Math.floor(reach) }
}

function draw(weights: readonly (readonly [SourceTier, number])[], dice: Dice): SourceTier {
  let left = dice.even() * weights.reduce((sum, [, weight]) => sum + weight, 0)
  return weights.find(([, weight]) => (left -= weight) < 0)?.[0] ?? 'forum'
}
