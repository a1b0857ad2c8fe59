import {
  alertSchema,
  articleSchema,
  classifiedArticleSchema,
  deadLetterSchema,
  statusSchema,
  ticketSchema,
  topicSchema,
  type Alert,
  type ClassifiedArticle,
  type DeadLetter,
  type Level,
  type Status,
  type Ticket,
  type Topic,
} from '@guanlan/contracts'
import { storylines, type Storyline } from './fake-stories.js'

/** The fake city's now: 2026-11-22 20:30 Beijing. */
export const FAKE_NOW = Date.parse('2026-11-22T12:30:00.000Z')
const HOUR = 3_600_000
/** An instant so many hours before the fake city's now. */
export const ago = (hours: number): string => new Date(FAKE_NOW - hours * HOUR).toISOString()

export const domains = [
  ['business', '营商环境'],
  ['housing', '房地产金融'],
  ['wages', '工资拖欠'],
  ['ecology', '生态环境'],
  ['food-drug', '食品药品安全'],
  ['public-services', '教育医疗养老'],
  ['safety', '安全生产'],
  ['hardship', '困难群众生活'],
].map(([code = '', name = '']) => ({ code, name }))
export const departments = [
  ['zjj', '住房和城乡建设局'],
  ['rsj', '人力资源和社会保障局'],
  ['scjg', '市场监督管理局'],
  ['sthj', '生态环境分局'],
  ['jyj', '教育体育局'],
  ['wjj', '卫生健康局'],
  ['yjj', '应急管理局'],
  ['xf', '消防救援大队'],
  ['zfj', '综合行政执法局'],
  ['jtj', '交通运输局'],
  ['jrb', '金融工作部门'],
  ['gw', '公用企业'],
].map(([code = '', name = '']) => ({ code, name }))
const departmentName = (code: string): string => departments.find((each) => each.code === code)?.name ?? code
export const towns = [
  ['330681001', '江滨街道'],
  ['330681002', '柳岸街道'],
  ['330681003', '新桥镇'],
  ['330681004', '东山镇'],
].map(([code = '', name = '']) => ({ code, name }))
const sources = [
  { id: 'city-forum', name: '江城论坛', tier: 'forum', official: false },
  { id: 'morning-paper', name: '江城晨报', tier: 'media', official: false },
  { id: 'hotline', name: '政务服务热线', tier: 'hotline', official: false },
  { id: 'portal', name: '市政府门户网站', tier: 'government', official: true },
] as const

/** Evidence for the first place where the word stands in the field; [] when it does not. */
const evidenceOf = (field: 'title' | 'body', text: string, word: string, by: string) => {
  const start = text.indexOf(word)
  return start < 0 ? [] : [{ field, start, end: start + word.length, text: word, by }]
}
const both = (title: string, body: string, word: string, by: string) => [
  ...evidenceOf('title', title, word, by),
  ...evidenceOf('body', body, word, by),
]

/** One item of a storyline, with labels whose evidence points at words that stand in it. */
export function makeItem(story: Storyline, index: number): ClassifiedArticle {
  const post = story.posts[index % story.posts.length] ?? { title: '', body: '' }
  const source = sources[index % (story.official && index === 3 ? 4 : 3)] ?? sources[0]
  const place = towns.find((town) => town.code === story.place)
  const byRule = `rule:${story.matter}/${(index % 3) + 1}`
  const hours = story.startedHoursAgo * (1 - index / (story.items + 1))
  return classifiedArticleSchema.parse({
    article: `${story.id}-item-${index}`,
    revision: 1,
    jurisdiction: '330681',
    source: story.official && index === 3 ? sources[3] : source,
    url: `https://example.invalid/${story.id}/${index}`,
    title: post.title,
    body: post.body,
    published: ago(hours),
    seen: ago(hours - 0.05),
    voice: `voice-${story.id}-${index}`,
    contentHash: `hash-${story.id}-${index}`,
    ...(index === 1 && { masked: { phone: 1 } }),
    labels: {
      matters: [
        {
          code: story.matter,
          name: story.matterName,
          domain: story.domain,
          score: 0.93,
          evidence: story.words.flatMap((word) => both(post.title, post.body, word, byRule)),
        },
      ],
      domains: story.domain ? [story.domain] : [],
      places:
        place && both(post.title, post.body, place.name, 'words:places').length > 0
          ? [{ code: place.code, name: place.name, evidence: both(post.title, post.body, place.name, 'words:places') }]
          : [],
      candidates: candidatesOf(story),
      sentiment: -0.6,
      urgency: story.level === 'red' ? 3 : 1,
      signals:
        story.signal && `${post.title}${post.body}`.includes(story.signal.word)
          ? [
              {
                kind: story.signal.kind,
                evidence: both(post.title, post.body, story.signal.word, `words:${story.signal.kind}`),
              },
            ]
          : [],
    },
  })
}

const candidatesOf = (story: Storyline) =>
  story.departments.map((department, index) => ({
    department,
    name: departmentName(department),
    score: [0.91, 0.42, 0.2][index] ?? 0.1,
    why:
      index === 0
        ? `「${story.matterName}」由${departmentName(department)}牵头（职责清单第 ${index + 3} 项）`
        : `「${story.matterName}」的协同单位，地点在其辖区`,
  }))

const placesOf = (story: Storyline) => towns.filter((town) => town.code === story.place)

export function makeTopic(story: Storyline): Topic {
  return topicSchema.parse({
    topic: `${story.id}-topic`,
    version: 3,
    jurisdiction: '330681',
    title: story.title,
    matter: story.matter,
    matterName: story.matterName,
    domain: story.domain,
    places: placesOf(story),
    candidates: candidatesOf(story),
    items: story.items,
    copies: story.copies,
    voices: story.voices,
    sources: sources
      .slice(0, 3)
      .map(({ id, name, tier }, index) => ({ id, name, tier, items: Math.max(1, story.items - index * 2) })),
    officialItems: story.official ? 1 : 0,
    liveItems: story.items,
    heat: story.heat,
    heatTerms: [{ kind: 'heat', points: 12, text: '近 6 小时 9 条，其中媒体 2 条' }],
    level: story.level,
    points: 62,
    reasons: story.reasons,
    confidence: 0.91,
    firstPublished: ago(story.startedHoursAgo),
    firstSeen: ago(story.startedHoursAgo - 0.2),
    lastSeen: ago(0.1),
    medoid: `${story.id}-item-0`,
    members: Array.from({ length: Math.min(8, story.items) }, (_, index) => `${story.id}-item-${index}`),
    ...forecasts[story.id],
  })
}

const bands = [
  [0, 2.1, 4],
  [1, 2.4, 5],
  [0, 1.8, 4],
  [0, 1.2, 3],
  [0, 0.7, 2],
  [0, 0.4, 1],
]
/** What the detector foretold of some stories: one well known, one said long ago, one of which too little is known. */
const forecasts: Readonly<Record<string, Pick<Topic, 'forecast'>>> = {
  wages: { forecast: foretold(0.4) },
  building: { forecast: foretold(5) },
  lamps: {
    forecast: {
      at: ago(0.3),
      next: 'orange',
      probability: null,
      posts: null,
      hours: [],
      reasons: [{ kind: 'unknown', points: 0, text: '依据不足：只有 2 人发声，满 3 人才作预测' }],
    },
  },
}

function foretold(hoursAgo: number): Topic['forecast'] {
  return {
    at: ago(hoursAgo),
    next: 'red',
    probability: 0.34,
    posts: { low: 3, expected: 8.6, high: 16 },
    hours: bands.map(([low = 0, expected = 0, high = 0], hour) => ({
      from: ago(hoursAgo - hour),
      low,
      expected,
      high,
    })),
    reasons: [
      { kind: 'growth', points: 1.3, text: '近 1 小时 4 人、近 3 小时 7 人，近 12 小时共 12 人' },
      { kind: 'official', points: -0.4, text: '官方 2.5 小时前已发声' },
    ],
  }
}

const system = { kind: 'system', role: 'system', name: 'alert-router' } as const

export function makeAlert(story: Storyline): Alert {
  const raisedAt = ago(story.raisedHoursAgo)
  const duty = { kind: 'person', role: 'duty', name: '周岚' } as const
  return alertSchema.parse({
    alert: `${story.id}-alert`,
    version: story.acknowledged ? 2 : 1,
    jurisdiction: '330681',
    topic: `${story.id}-topic`,
    ticket: `${story.id}-ticket`,
    state: story.acknowledged ? 'acknowledged' : 'open',
    level: story.level,
    highest: story.level,
    title: story.title,
    matter: story.matter,
    matterName: story.matterName,
    domain: story.domain,
    places: placesOf(story),
    items: story.items,
    copies: story.copies,
    voices: story.voices,
    heat: story.heat,
    reasons: story.reasons,
    raisedAt,
    changedAt: raisedAt,
    ...(story.acknowledged && { acknowledged: { at: ago(story.raisedHoursAgo - 0.1), by: duty } }),
    history: [
      { at: raisedAt, by: system, what: 'raised', level: story.level },
      ...(story.acknowledged
        ? [{ at: ago(story.raisedHoursAgo - 0.1), by: duty, what: 'acknowledged', level: story.level }]
        : []),
    ],
  })
}

export function makeTicket(story: Storyline): Ticket {
  const openedAt = ago(story.raisedHoursAgo)
  const published = ago(story.startedHoursAgo)
  const dispatched = story.dispatched !== undefined
  const hours = story.level === 'red' || story.level === 'orange' ? 5 : 48
  const due = (from: string, span: number): string => new Date(Date.parse(from) + span * HOUR).toISOString()
  const department = story.dispatched ? (story.departments[0] ?? null) : null
  return ticketSchema.parse({
    ticket: `${story.id}-ticket`,
    version: dispatched ? 3 : 1,
    jurisdiction: '330681',
    alert: `${story.id}-alert`,
    topic: `${story.id}-topic`,
    title: story.title,
    matter: story.matter,
    matterName: story.matterName,
    domain: story.domain,
    level: story.level,
    places: placesOf(story),
    state: story.dispatched ?? 'accepted',
    department,
    departmentName: department && departmentName(department),
    assistants: [],
    candidates: candidatesOf(story),
    clocks: [
      {
        kind: 'first-response',
        name: hours === 5 ? '首次权威发布' : '回应社会关切',
        source: hours === 5 ? '国办发〔2016〕80号' : '国办发〔2016〕61号',
        from: 'published',
        startsAt: published,
        dueAt: due(published, hours),
      },
      {
        kind: 'dispatch',
        name: '派发',
        source: '12345 办理规范',
        from: 'detected',
        startsAt: openedAt,
        dueAt: due(openedAt, 1),
        ...(dispatched && { metAt: due(openedAt, 0.4) }),
      },
      ...(dispatched
        ? [
            {
              kind: 'handling',
              name: '办理',
              source: '县级办理规定',
              from: 'dispatched',
              startsAt: due(openedAt, 0.4),
              dueAt: due(openedAt, 72),
            },
          ]
        : []),
    ],
    members: Array.from({ length: Math.min(8, story.items) }, (_, index) => `${story.id}-item-${index}`),
    returns: 0,
    openedAt,
    changedAt: openedAt,
    history: [
      { at: openedAt, by: system, action: 'opened', from: null, to: 'accepted', department: null },
      ...(dispatched
        ? [
            {
              at: due(openedAt, 0.4),
              by: { kind: 'person', role: 'duty', name: '周岚' },
              action: 'dispatch',
              from: 'accepted',
              to: 'dispatched',
              department,
              reason: '请于今晚先赴现场了解情况',
            },
          ]
        : []),
    ],
  })
}

export const stories = storylines
export const allItems = (): ClassifiedArticle[] =>
  stories.flatMap((story) => Array.from({ length: Math.min(8, story.items) }, (_, index) => makeItem(story, index)))

/** A search hit shows a document without its body. */
export const withoutBody = (item: ClassifiedArticle, snippet: string) => ({
  ...articleSchema.omit({ body: true }).parse(item),
  snippet,
})

export const makeStatus = (
  counts: Status['counts'],
  lastEventId: number,
  problems: Status['problems'],
  blind: Status['blind'],
  bursts: Status['bursts'] = [],
  heartbeat: Status['heartbeat'] = { at: '2026-11-23T01:02:00.000Z', ageSeconds: 32, late: false },
): Status =>
  statusSchema.parse({
    office: { name: '江城市网信办', jurisdiction: '330681' },
    clock: { now: new Date(FAKE_NOW).toISOString(), sample: true, speed: 60 },
    version: '0.1.0',
    accounts: false,
    lastEventId,
    domains,
    departments,
    towns,
    matters: stories.map((story) => ({ code: story.matter, name: story.matterName, domain: story.domain })),
    signals: [{ code: 'poisoning', name: '疑似中毒' }],
    cuts: { red: 80, orange: 60, yellow: 40, blue: 20 },
    problems,
    counts,
    blind,
    bursts,
    heartbeat,
  })

export const makeDeadLetters = (): DeadLetter[] => [
  deadLetterSchema.parse({
    id: 'dead-1',
    topic: 'article.collected.v1',
    group: 'classifier',
    code: 'event_invalid',
    message: '事件内容不符合约定：body.title 应为字符串',
    at: ago(1.5),
    attempts: 3,
    value: '{"id":"e-881","type":"article.collected","v":1,"body":{"title":null}}',
  }),
]

/** A copy of the first story under another name: news for the live stream. */
export const makeNewStory = (id: string, title: string, level: Level): Storyline => {
  const [first] = stories
  if (!first) throw new Error('the fake city has no stories')
  return {
    ...first,
    id,
    title,
    level,
    raisedHoursAgo: 0,
    startedHoursAgo: 1,
    acknowledged: false,
    dispatched: undefined,
  }
}
