/** Names of the events, with the version that stations now write. */
export const eventVersions = {
  'article.collected': 1,
  'article.classified': 1,
  'matter.sighted': 1,
  'topic.changed': 1,
  'alert.changed': 1,
  'ticket.changed': 1,
  'source.changed': 1,
} as const

export type EventName = keyof typeof eventVersions

/** What messages of one topic keep their order by. */
export type OrderedBy = 'article' | 'jurisdiction' | 'topic' | 'alert' | 'ticket' | 'source'

interface StationFlow {
  /** Shown in the README's table. */
  readonly does: string
  readonly consumes?: readonly EventName[]
  readonly produces: readonly EventName[]
}

const defineFlow = <const Flow extends Record<string, StationFlow>>(flow: Flow): Flow => flow

/** The one table: who reads what and writes what. Types, topics, the diagram and the README table come from here. */
export const flow = defineFlow({
  crawler: { does: '抓取、解码、抽取、脱敏', produces: ['article.collected', 'source.changed'] },
  api: { does: '推送入口、查询、操作、实时流', produces: ['article.collected', 'alert.changed', 'ticket.changed'] },
  classifier: {
    does: '分词，认出事项、地点、情绪与紧急程度，逐条给出依据',
    consumes: ['article.collected'],
    produces: ['article.classified', 'matter.sighted'],
  },
  'topic-detector': {
    does: '近似件折叠、话题聚类、热度、等级',
    consumes: ['matter.sighted'],
    produces: ['topic.changed'],
  },
  'alert-router': {
    does: '预警、派单、时限、通知',
    consumes: ['topic.changed'],
    produces: ['alert.changed', 'ticket.changed'],
  },
  indexer: { does: '写入检索库', consumes: ['article.classified'], produces: [] },
})

export type StationName = keyof typeof flow

/** Every station, in the order of the table. */
export const stationNames = Object.keys(flow) as readonly StationName[]

/** How each event travels. Partitions bound how many instances of a consumer can share the work. */
export const events = {
  'article.collected': { orderedBy: 'article', partitions: 4, retentionDays: 7 },
  'article.classified': { orderedBy: 'article', partitions: 4, retentionDays: 7 },
  'matter.sighted': { orderedBy: 'jurisdiction', partitions: 1, retentionDays: 30 },
  'topic.changed': { orderedBy: 'topic', partitions: 4, retentionDays: 30 },
  'alert.changed': { orderedBy: 'alert', partitions: 4, retentionDays: 30 },
  'ticket.changed': { orderedBy: 'ticket', partitions: 4, retentionDays: 30 },
  'source.changed': { orderedBy: 'source', partitions: 1, retentionDays: 30 },
} as const satisfies Record<EventName, { orderedBy: OrderedBy; partitions: number; retentionDays: number }>

/** Events that a station may write; `Produces<'indexer'>` is `never`. */
export type Produces<Station extends StationName> = (typeof flow)[Station]['produces'][number]

/** Topic of an event: `article.collected.v1`. */
export const topicOf = (event: EventName): string => `${event}.v${eventVersions[event]}`

/** Where inputs that a group could not handle wait for a person. */
export const deadLetterTopicOf = (topic: string): string => `${topic}.dlq`

/** Where inputs that a group asked for later (or that are replayed to it alone) come back. */
export const retryTopicOf = (topic: string, group: string): string => `${topic}.retry.${group}`

/** Every topic of the log with its partitions and retention: what the adapters create at start. */
export function allTopics(): { name: string; partitions: number; retentionDays: number }[] {
  const topics = []
  for (const event of Object.keys(eventVersions) as EventName[]) {
    const { partitions, retentionDays } = events[event]
    const name = topicOf(event)
    topics.push({ name, partitions, retentionDays })
    const readers = readersOf(event)
    if (readers.length > 0) topics.push({ name: deadLetterTopicOf(name), partitions: 1, retentionDays: 90 })
    for (const reader of readers) topics.push({ name: retryTopicOf(name, reader), partitions: 1, retentionDays: 7 })
  }
  return topics
}

/** Events that a station consumes; [] for the two at the river's source. */
export function readsOf(station: StationName): readonly EventName[] {
  const entry: StationFlow = flow[station]
  return entry.consumes ?? []
}

/** Stations that consume an event. */
export const readersOf = (event: EventName): StationName[] =>
  stationNames.filter((station) => readsOf(station).includes(event))

/** Stations that consume anything: the groups of the log. */
export const consumerNames = (): StationName[] => stationNames.filter((station) => readsOf(station).length > 0)

/** Every topic that a station reads: its events' and their retries for it. [] for the two at the river's source. */
export const inputTopicsOf = (station: StationName): string[] =>
  readsOf(station).flatMap((event) => [topicOf(event), retryTopicOf(topicOf(event), station)])

/** Topics of all dead letters. */
export const deadLetterTopics = (): string[] =>
  (Object.keys(eventVersions) as EventName[])
    .filter((event) => readersOf(event).length > 0)
    .map((event) => deadLetterTopicOf(topicOf(event)))

/** The flow as a mermaid diagram, for ARCHITECTURE.md. */
export function flowDiagram(): string {
  const lines = ['flowchart LR']
  for (const station of stationNames) {
    for (const event of flow[station].produces as readonly EventName[]) {
      const readers = readersOf(event)
      for (const reader of readers) lines.push(`  ${station} -- ${event} --> ${reader}`)
      if (readers.length === 0) lines.push(`  ${station} -- ${event} --> feed([change feed / outside readers])`)
    }
  }
  lines.push('  indexer --> search[(search store)] --> api', '  api --> console')
  return lines.join('\n')
}

/** The flow as a markdown table, for the READMEs. */
export function flowTable(): string {
  const rows = stationNames.map((station) => {
    const cell = (names: readonly string[]) => (names.length ? names.map((name) => `\`${name}\``).join('<br>') : '–')
    return `| \`${station}\` | ${flow[station].does} | ${cell(readsOf(station))} | ${cell(flow[station].produces)} |`
  })
  return ['| 站 station | 做什么 | 读 consumes | 写 produces |', '|---|---|---|---|', ...rows].join('\n')
}
