import { until, type GuanlanProcess } from '@guanlan/testkit'
import { expect } from 'vitest'
import type { FaultServers } from './servers.js'
import { watchStream } from './watch-stream.js'

type Local = FaultServers['local']

/** How long a fault lasts, ms. */
const KAFKA_AWAY_MS = 20_000
const SOON_MS = 60_000
/** Search and all that hangs on it recovers when the engine has read its data; a busy machine takes its time. */
const BACK_MS = 120_000

interface Problem {
  readonly code: string
  readonly title: string
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function ask(guanlan: GuanlanProcess, path: string): Promise<{ status: number; type: string; body: Problem }> {
  const response = await fetch(new URL(path, guanlan.url))
  const body = (await response.json()) as Problem
  return { status: response.status, type: response.headers.get('content-type') ?? '', body }
}

/** A server that is away ends no service: each waits and goes on by itself. */
async function survived(guanlan: GuanlanProcess, fault: () => Promise<void>): Promise<void> {
  const pids = () => guanlan.split?.processes.map((one) => [one.name, one.pid()])
  const before = pids()
  await fault()
  expect(pids()).toEqual(before)
}

const problemsOf = async (guanlan: GuanlanProcess): Promise<string[]> =>
  (await guanlan.get<{ problems: Problem[] }>('/api/v1/status')).problems.map(({ code }) => code)

/** While the log is away people still read and act; the status tells them that nothing new arrives. */
const tellsThatLogIsAway = async (guanlan: GuanlanProcess): Promise<void> => {
  await until('the status to tell it', async () => (await problemsOf(guanlan)).includes('log_unavailable'), SOON_MS)
  expect((await ask(guanlan, '/api/v1/alerts')).status).toBe(200)
  expect((await ask(guanlan, '/api/v1/tickets')).status).toBe(200)
}
const logIsBack = (guanlan: GuanlanProcess) =>
  until('the log to be back', async () => !(await problemsOf(guanlan)).includes('log_unavailable'), BACK_MS)

/** Kafka stops in order and comes back after twenty seconds. */
export const kafkaStops = (guanlan: GuanlanProcess, servers: Local): Promise<void> =>
  survived(guanlan, async () => {
    await servers.stop('kafka')
    const back = Date.now() + KAFKA_AWAY_MS
    await tellsThatLogIsAway(guanlan)
    await pause(back - Date.now())
    await servers.start('kafka')
    await logIsBack(guanlan)
  })

/** Kafka is killed and started on what it left. */
export const kafkaDies = (guanlan: GuanlanProcess, servers: Local): Promise<void> =>
  survived(guanlan, async () => {
    await servers.kill('kafka')
    await tellsThatLogIsAway(guanlan)
    await servers.start('kafka')
    await logIsBack(guanlan)
  })

/** Elasticsearch is away: search says so, alerts and tickets go on, and what was missed is there afterwards. */
export const searchAway =
  (awayMs: number) =>
  (guanlan: GuanlanProcess, servers: Local): Promise<void> =>
    survived(guanlan, async () => {
      const search = () => ask(guanlan, '/api/v1/search?limit=1')
      await until('search to answer', async () => (await search()).status === 200)
      await servers.stop('elasticsearch')
      const back = Date.now() + awayMs
      const stream = watchStream(() => guanlan.url)
      try {
        const refused = await until('search to be refused', async () => {
          const answer = await search()
          return answer.status === 200 ? null : answer
        })
        expect(refused).toMatchObject({ status: 503, body: { code: 'search_unavailable' } })
        expect(refused.type).toContain('application/problem+json')
        expect(refused.body.title).toMatch(/检索.*不可用/)
        await until('the status to tell it', async () => (await problemsOf(guanlan)).includes('search_unavailable'))
        const { lastEventId } = await guanlan.get<{ lastEventId: number }>('/api/v1/status')
        for (const kind of ['alert', 'ticket'])
          await until(
            `a ${kind} to change while search is away`,
            () => stream.lines.some((line) => line.id > lastEventId && line.kind.startsWith(kind)),
            BACK_MS,
          )
        await pause(back - Date.now())
        expect((await search()).body.code).toBe('search_unavailable')
      } finally {
        await stream.close()
      }
      await servers.start('elasticsearch')
      await until('search to answer again', async () => (await search()).status === 200, BACK_MS)
    })

const recordsAreBack = (guanlan: GuanlanProcess) =>
  until('the records to be back', async () => (await ask(guanlan, '/api/v1/alerts')).status === 200, BACK_MS)

async function tellsThatRecordsAreAway(guanlan: GuanlanProcess): Promise<void> {
  const refused = await ask(guanlan, '/api/v1/alerts')
  expect(refused).toMatchObject({ status: 503, body: { code: 'store_unavailable' } })
  expect(refused.type).toContain('application/problem+json')
}

/** PostgreSQL restarts as an administrator would do it: sessions are ended, whatever they were at. */
export const recordsRestart = (guanlan: GuanlanProcess, servers: Local): Promise<void> =>
  survived(guanlan, async () => {
    await servers.stop('postgres')
    await tellsThatRecordsAreAway(guanlan)
    await servers.start('postgres')
    await recordsAreBack(guanlan)
  })

/** PostgreSQL ends at once, in the middle of everything, and recovers from its own log. */
export const recordsCrash = (guanlan: GuanlanProcess, servers: Local): Promise<void> =>
  survived(guanlan, async () => {
    const standing = () => servers.status().find(({ name }) => name === 'postgres')?.standing
    await servers.kill('postgres', 'SIGQUIT')
    await until('PostgreSQL to be gone', () => standing() !== 'running')
    await tellsThatRecordsAreAway(guanlan)
    await servers.start('postgres')
    await recordsAreBack(guanlan)
  })
