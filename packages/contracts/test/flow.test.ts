import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  allTopics,
  eventVersions,
  events,
  flow,
  flowDiagram,
  flowTable,
  readsOf,
  type EventName,
  type Produces,
  type StationName,
} from '../src/index.js'

const stations = Object.keys(flow) as StationName[]
const names = Object.keys(eventVersions) as EventName[]
const produced = new Set<string>(stations.flatMap((station) => [...flow[station].produces]))
const readersOf = (event: EventName) => stations.filter((station) => readsOf(station).includes(event))

describe('the flow', () => {
  it('lets nobody wait for an event that nobody writes', () => {
    expect(stations.flatMap(readsOf).filter((event) => !produced.has(event))).toEqual([])
  })

  it('names no event that nobody writes', () => {
    expect(names.filter((event) => !produced.has(event))).toEqual([])
  })

  it('starts at stations that read nothing and runs in no circle', () => {
    const reached = new Set<string>()
    const follow = (station: StationName, path: readonly StationName[]): void => {
      expect(path).not.toContain(station)
      reached.add(station)
      const next = (flow[station].produces as readonly EventName[]).flatMap(readersOf)
      for (const reader of next) follow(reader, [...path, station])
    }
    for (const source of stations.filter((station) => readsOf(station).length === 0)) follow(source, [])
    expect(stations.filter((station) => !reached.has(station))).toEqual([])
  })

  it('tells the types what a station may write', () => {
    expectTypeOf<Produces<'indexer'>>().toBeNever()
    expectTypeOf<Produces<'classifier'>>().toEqualTypeOf<'article.classified' | 'matter.sighted'>()
    expect(flow.indexer.produces).toEqual([])
    expect(flow.classifier.produces).toEqual(['article.classified', 'matter.sighted'])
  })

  it('keeps the order of a whole office for the detector: one partition', () => {
    expect(events['matter.sighted']).toMatchObject({ orderedBy: 'jurisdiction', partitions: 1 })
  })
})

describe('the topics', () => {
  const topics = allTopics()

  it('are named once each', () => {
    expect(new Set(topics.map(({ name }) => name)).size).toBe(topics.length)
  })

  it('are, for each event, its own and, where it has readers, a dead-letter one and one to come back by for each reader', () => {
    const wanted = names.flatMap((event) => {
      const topic = `${event}.v${eventVersions[event]}`
      const readers = readersOf(event)
      return [
        topic,
        ...(readers.length > 0 ? [`${topic}.dlq`] : []),
        ...readers.map((reader) => `${topic}.retry.${reader}`),
      ]
    })
    expect(topics.map(({ name }) => name).sort()).toEqual(wanted.sort())
  })

  it('keep what waits for a person longer than the event itself', () => {
    const retention = new Map(topics.map(({ name, retentionDays }) => [name, retentionDays]))
    const dead = topics.filter(({ name }) => name.endsWith('.dlq'))
    expect(dead.length).toBeGreaterThan(0)
    expect(dead.filter(({ name, retentionDays }) => retentionDays <= (retention.get(name.slice(0, -4)) ?? 0))).toEqual(
      [],
    )
  })

  it('have names that Kafka takes', () => {
    expect(topics.filter(({ name }) => !/^[a-zA-Z0-9._-]{1,249}$/.test(name))).toEqual([])
  })
})

describe('the docs made from the flow', () => {
  it.each(stations)('draw and list %s with all it reads and writes', (station) => {
    const row = flowTable()
      .split('\n')
      .find((line) => line.startsWith(`| \`${station}\` |`))
    for (const event of [...readsOf(station), ...flow[station].produces]) expect(row).toContain(`\`${event}\``)
    for (const event of flow[station].produces as readonly EventName[]) {
      const arrows = readersOf(event).map((reader) => `  ${station} -- ${event} --> ${reader}`)
      const drawn = arrows.length > 0 ? arrows : [`  ${station} -- ${event} --> feed([change feed / outside readers])`]
      expect(flowDiagram().split('\n')).toEqual(expect.arrayContaining(drawn))
    }
  })
})
