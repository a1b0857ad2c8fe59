import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  alertsConfigSchema,
  channelConfigSchema,
  levelRank,
  type ChannelConfig,
  type Level,
  type Topic,
} from '@guanlan/contracts'
import { seededRandom, toInstant } from '@guanlan/kernel'
import type { CallRow } from '@guanlan/record-store'
import { office, openRiver, topic, until } from './river.js'

/** What a storm is made of. `raw`: changes of topics at yellow or above, each of which would be an alert of its own without grouping. */
export interface StormOptions {
  readonly raw: number
  readonly topics: number
  /** Of the topics, those that go from yellow over orange to red. */
  readonly red: number
  /** … and those that go from yellow to orange. */
  readonly orange: number
  readonly seconds: number
  /** How far the clock is moved at once during the storm, s. */
  readonly tick: number
  /** … and after it, until nothing waits any more. */
  readonly leap: number
}

const START = Date.UTC(2026, 10, 23, 1, 0)
const WINDOW_MS = 60_000
/** The storm goes over the whole county and all domains. */
const TOWNS = 23
const ROBOTS = ['dingtalk', 'wecom'] as const

/**
 * A storm through the real station, store, relay and channels, against servers that behave as the makers' robots: the 21st message of a minute is refused,
 * and counted. The clock leaps over idle time; work takes the time that it takes. Returns what came of it; times in ms.
 */
export async function runStorm(options: StormOptions) {
  const started = performance.now()
  let leapt = 0
  const now = () => START + leapt + Math.floor(performance.now() - started)
  const robots = await Promise.all(ROBOTS.map((kind) => openRobot(kind, now)))
  const hook = await openPlain(now)
  const sms = await openPlain(now)
  const channels: ChannelConfig[] = [
    ...robots.map(({ kind, url }) => ({ id: kind, kind, url, tokenEnv: 'TOKEN', template: '{alert}|{text}' })),
    { id: 'hook', kind: 'webhook', url: hook.url },
    { id: 'leaders', kind: 'sms', url: sms.url, to: ['13800000000'], template: '{alert}|{text}' },
  ].map((config) => channelConfigSchema.parse(config))
  const river = await openRiver(office('', { channels, alerts: alertsConfigSchema.parse({}) }), { now }, () => 'token')
  try {
    const waves = wavesOf(options)
    let told = 0
    for (const [n, wave] of waves.entries()) {
      leapt += Math.max(0, START + n * options.tick * 1_000 - now())
      await river.tellMany(
        wave.map((body) => ({ ...body, lastSeen: toInstant(now()) })),
        toInstant(now()),
      )
      told += wave.length
      await river.settled()
      await sendable(river, now)
    }
    const routed = performance.now() - started
    for (let n = 0; n < 2_000 && (await waiting(river)); n += 1) {
      leapt += options.leap * 1_000
      await river.nudge()
      await sendable(river, now)
    }
    const calls = await river.records().calls.list({ limit: 1_000_000 })
    return { told, routed, calls, robots, hook, sms, ...figuresOf(calls, robots, hook, sms) }
  } finally {
    await river.close()
    await Promise.all([...robots, hook, sms].map((server) => server.close()))
  }
}

export type StormOutcome = Awaited<ReturnType<typeof runStorm>>
type River = Awaited<ReturnType<typeof openRiver>>

/** Whether calls wait for their channel or their group. */
const waiting = async (river: River): Promise<boolean> => {
  const { calls, facts } = river.records()
  return (await calls.list({ state: 'waiting', limit: 1 })).length > 0 || (await facts.list('held:')).size > 0
}

/** Until everything is sent that no limit holds back, or it becomes clear that a limit does. */
async function sendable(river: River, now: () => number): Promise<void> {
  const end = performance.now() + 500
  const { calls } = river.records()
  // What a commit woke has looked by then.
  await new Promise((resolve) => setTimeout(resolve, 30))
  const isFree = ({ channel, level, notBefore }: CallRow): boolean =>
    notBefore <= now() && (!ROBOTS.some((kind) => kind === channel) || levelRank(level) >= levelRank('orange'))
  await until(async () => {
    const waiting = await Promise.all(
      [...ROBOTS, 'hook', 'leaders'].map((channel) => calls.list({ state: 'waiting', channel, limit: 50 })),
    )
    return performance.now() > end || !waiting.flat().some(isFree)
  })
}

/** The storm in ticks: topics grow by one item a change, some far more than others; the grave ones rise on their way. Always the same. */
function wavesOf(options: StormOptions): Topic[][] {
  const { raw, topics, seconds, tick } = options
  const random = seededRandom(7)
  const waves: Topic[][] = Array.from({ length: Math.ceil(seconds / tick) }, () => [])
  const versions = new Map<number, number>()
  for (let i = 0; i < raw; i += 1) {
    const which = Math.floor(topics * random() ** 1.5)
    const version = (versions.get(which) ?? 0) + 1
    versions.set(which, version)
    const wave = waves[Math.floor((i / raw) * waves.length)]
    wave?.push(change(which, version, levelAt(which, i / raw, options)))
  }
  return waves
}

/** Every 37th topic is grave; they rise one after the other through the storm, the red ones by way of orange. `done`: how much of the storm is over, 0 … 1. */
function levelAt(which: number, done: number, { red, orange }: StormOptions): Level {
  const grave = which % 37 === 0 ? which / 37 : Number.POSITIVE_INFINITY
  const turn = (grave + 0.5) / (red + orange)
  if (grave >= red + orange || done < turn * 0.8) return 'yellow'
  return grave < red && done > turn * 0.8 + 0.05 ? 'red' : 'orange'
}

const change = (which: number, version: number, level: Level): Topic =>
  topic({
    topic: `storm-${which}`,
    title: `第${which}号小区停水`,
    domain: `domain-${which % 8}`,
    places: [{ code: `3306811${String(which % TOWNS).padStart(2, '0')}`, name: `第${which % TOWNS}镇` }],
    version,
    level,
    items: version,
    voices: version,
    liveItems: version,
  })

function figuresOf(
  calls: readonly CallRow[],
  robots: readonly { kind: string; got: Got[]; refused(): number }[],
  hook: { got: Got[] },
  sms: { got: Got[] },
) {
  const urgent = calls.filter(
    ({ level, group }) => levelRank(level) >= levelRank('orange') && !/^(digest|group):/.test(group),
  )
  const decided = new Map(calls.map((call) => [sentenceOf(call), call]))
  const waits: Record<'urgent' | 'usual', number[]> = { urgent: [], usual: [] }
  for (const { kind, got } of robots)
    for (const { text, at } of got) {
      const call = decided.get(`${kind} ${text}`)
      if (call) waits[urgent.includes(call) ? 'urgent' : 'usual'].push(at - Date.parse(call.createdAt))
    }
  return {
    urgent,
    /** From the change of the topic to its arrival at a robot, of what was sent by itself, ms in rising order. */
    waits: { urgent: waits.urgent.sort((a, b) => a - b), usual: waits.usual.sort((a, b) => a - b) },
    most: Math.max(...robots.map(({ got }) => mostInWindow(got))),
    refused: robots.reduce((sum, robot) => sum + robot.refused(), 0),
    hooked: hook.got.length,
    messages: sms.got.length,
  }
}

/** What a robot gets of a call: its template goes for what tells one alert. */
function sentenceOf({ channel, group, body }: CallRow): string {
  const { type, text } = body as { type: string; text: string }
  return type.startsWith('alerts.') ? `${channel} ${text}` : `${channel} ${group}|${text}`
}

function mostInWindow(got: readonly Got[]): number {
  let [first, most] = [0, 0]
  for (const [last, { at }] of got.entries()) {
    while ((got[first]?.at ?? at) <= at - WINDOW_MS) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

interface Got {
  readonly at: number
  readonly text: string
}

/** A robot as its maker documents it: above 20 messages within a minute it refuses. */
async function openRobot(kind: (typeof ROBOTS)[number], now: () => number) {
  let refused = 0
  const got: Got[] = []
  const server = await open((body) => {
    const at = now()
    if (got.filter((one) => one.at > at - WINDOW_MS).length >= 20) {
      refused += 1
      return { errcode: kind === 'dingtalk' ? 130_101 : 45_009, errmsg: 'too fast' }
    }
    got.push({ at, text: (JSON.parse(body) as { text: { content: string } }).text.content })
    return { errcode: 0, errmsg: 'ok' }
  })
  return { kind, got, refused: () => refused, ...server }
}

async function openPlain(now: () => number) {
  const got: Got[] = []
  const server = await open((body) => {
    got.push({ at: now(), text: body })
    return {}
  })
  return { got, ...server }
}

async function open(answer: (body: string) => object) {
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
    request.on('end', () =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(text))),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The value under which `share` of them lie. */
export const percentile = (rising: readonly number[], share: number): number =>
  rising[Math.min(rising.length - 1, Math.floor(rising.length * share))] ?? Number.NaN
