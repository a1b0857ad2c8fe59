import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { storylineIds } from '@guanlan/service-sample-city'
import { freshFolder, startFakeReceiver, startGuanlan, type FakeReceiver, type GuanlanProcess } from '@guanlan/testkit'
import { expect, it } from 'vitest'
import { readOutcome, scenarioTime, ticketsOf, type RunOutcome } from './outcome.js'
import { runUntil } from './run-scenario.js'

/** `npm test` kills 3 times; GUANLAN_KILLS=30 is the long run. */
const KILLS = Number(process.env['GUANLAN_KILLS'] ?? 3)
const SEED = Number(process.env['GUANLAN_KILL_SEED'] ?? 1)
const SPEED = 600
const END_HOURS = 10.5
const RUN_MS = ((END_HOURS + 1) * 3_600_000) / SPEED

/** Park–Miller: the kills' moments are the same for the same seed. */
function dice(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

async function run(
  name: string,
  receiver: FakeReceiver,
  kills: readonly { afterMs: number; pick: number }[],
): Promise<RunOutcome> {
  const folder = await freshFolder(name)
  const config = await freshFolder(`${name}-config`)
  writeFileSync(
    join(config.path, 'channels.yaml'),
    JSON.stringify({ id: 'hook', kind: 'webhook', url: receiver.url, levels: ['red', 'orange', 'yellow', 'blue'] }),
  )
  const options = { data: folder.path, args: ['--speed', String(SPEED), '--config', config.path] }
  let guanlan: GuanlanProcess = await startGuanlan(options)
  for (const { afterMs, pick } of kills) {
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    const again = await guanlan.killAndRestart(pick)
    guanlan = again.guanlan
    console.log(`${name}: killed ${again.killed}`)
  }
  await runUntil(guanlan, scenarioTime(END_HOURS + 1), 240_000)
  expect(await guanlan.stop()).toBe(0)
  const outcome = await readOutcome(folder.path, scenarioTime(END_HOURS))
  await folder.remove()
  await config.remove()
  return outcome
}

const sorted = (values: Iterable<string>): string[] => [...values].sort()
/** Groups of article ids, whatever their topics are called. */
function partition(outcome: RunOutcome): string[] {
  const groups = new Map<string, string[]>()
  for (const [article, topic] of outcome.topicOfArticle) groups.set(topic, [...(groups.get(topic) ?? []), article])
  return sorted([...groups.values()].map((group) => sorted(group).join(' ')))
}
const contents = (outcome: RunOutcome): string[] =>
  sorted([...outcome.articles.values()].map((article) => `${article.article} ${article.contentHash}`))
const storyTickets = (outcome: RunOutcome) =>
  storylineIds.map((storyline) => {
    const tickets = ticketsOf(outcome, storyline)
    const highest = tickets.map((ticket) => outcome.alerts.find((alert) => alert.ticket === ticket.ticket)?.highest)
    // Which of two near copies was met first, and so is the canonical one, may differ; the story they tell may not.
    const members = tickets.map((ticket) => ticket.members.length)
    return {
      storyline,
      matter: tickets.map((ticket) => ticket.matter),
      department: tickets.map((ticket) => ticket.department),
      members,
      highest,
    }
  })

/**
 * What the calls told, each key once. The keys themselves hold the alert's id, and that the id of the first article met, which the moment
 * of a crawl may change; the happenings may not.
 */
function happenings(calls: ReadonlyMap<string, string>): string[] {
  const told = [...calls.values()].map(
    (text) =>
      JSON.parse(text) as {
        type: string
        at: string
        alert: { matter: string; level: string; items: number }
        clock?: { kind: string }
      },
  )
  const counted = told.filter(({ at }) => at <= scenarioTime(END_HOURS))
  return sorted(
    counted.map(({ type, alert, clock }) =>
      [
        type,
        alert.matter,
        type === 'alert.grew' ? alert.items : '',
        type.startsWith('alert.') ? alert.level : '',
        clock?.kind ?? '',
      ].join(' '),
    ),
  )
}

it(`ends like an undisturbed run after ${KILLS} kills at random moments`, async () => {
  const random = dice(SEED)
  const moments = Array.from({ length: KILLS }, () => ({
    afterMs: 500 + random() * ((RUN_MS * 1.6) / KILLS),
    pick: random(),
  }))
  const [calm, calmCalls] = [await startFakeReceiver(), new Map<string, string>()]
  const [shaken, shakenCalls] = [await startFakeReceiver(), new Map<string, string>()]
  const [one, other] = await Promise.all([run('calm', calm, []), run('shaken', shaken, moments)])

  expect(contents(other)).toEqual(contents(one))
  expect(partition(other)).toEqual(partition(one))
  expect(storyTickets(other)).toEqual(storyTickets(one))

  for (const [receiver, calls] of [[calm, calmCalls] as const, [shaken, shakenCalls] as const])
    for (const call of receiver.calls) {
      // A repetition is allowed only with the same key and the same body.
      if (calls.has(call.key)) expect(call.body).toBe(calls.get(call.key))
      calls.set(call.key, call.body)
    }
  console.log(
    `calls: calm ${calm.calls.length} of ${calmCalls.size} keys, shaken ${shaken.calls.length} of ${shakenCalls.size} keys (${shaken.calls.length - shakenCalls.size} repeated)`,
  )
  expect(happenings(shakenCalls)).toEqual(happenings(calmCalls))
  expect(calmCalls.size).toBeGreaterThanOrEqual(storylineIds.length)
  await calm.close()
  await shaken.close()
}, 900_000)
