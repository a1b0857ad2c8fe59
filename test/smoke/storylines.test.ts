import { loadScenario, storylineIds } from '@guanlan/service-sample-city'
import { freshFolder, startGuanlan, until, type GuanlanProcess } from '@guanlan/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOutcome, scenarioByTitle, scenarioTime, ticketsOf, type RunOutcome } from './outcome.js'
import { runUntil } from './run-scenario.js'
import { everythingWritten } from './written.js'

/** Ten scenario hours hold the three storylines; 600 times as fast they take a minute. */
const SPEED = 600
const END_HOURS = 10.5
const LEAD: Readonly<Record<string, string>> = { canteen: 'scjg', 'stopped-site': 'zjj', 'unpaid-wages': 'rsj' }

let folder: Awaited<ReturnType<typeof freshFolder>>
let guanlan: GuanlanProcess
let outcome: RunOutcome
let searched: { total: number }
beforeAll(async () => {
  folder = await freshFolder('storylines')
  guanlan = await startGuanlan({ data: folder.path, args: ['--speed', String(SPEED)], env: { LOG_LEVEL: 'debug' } })
  await runUntil(guanlan, scenarioTime(END_HOURS + 1), 180_000)
  searched = await until('the index to catch up', async () => {
    const page = await guanlan.get<{ total: number }>('/api/v1/search?limit=1')
    return page.total > 250 ? page : null
  })
  expect(await guanlan.stop()).toBe(0)
  outcome = await readOutcome(folder.path, scenarioTime(END_HOURS))
}, 240_000)
afterAll(async () => {
  await folder.remove()
})

describe('the sample city, heard by the running process', () => {
  for (const storyline of storylineIds)
    it(`ends the storyline ${storyline} in exactly one ticket at the department that must act`, () => {
      const tickets = ticketsOf(outcome, storyline)
      expect(tickets.map((ticket) => [ticket.title, ticket.department])).toHaveLength(1)
      expect(tickets[0]?.department).toBe(LEAD[storyline])
      const told = [...outcome.articles.values()].filter(
        (article) => scenarioByTitle().get(article.title)?.storyline === storyline,
      )
      expect(told.length).toBeGreaterThanOrEqual(12)
      const topics = new Set(told.map((article) => outcome.topicOfArticle.get(article.article)))
      expect([...topics].filter(Boolean)).toHaveLength(1)
    })

  it('counts near copies and does not repeat them', () => {
    const byTitle = scenarioByTitle()
    for (const storyline of storylineIds) {
      const [ticket] = ticketsOf(outcome, storyline)
      const alert = outcome.alerts.find((one) => one.ticket === ticket?.ticket)
      const copies = [...outcome.copies.keys()].filter(
        (id) => byTitle.get(outcome.articles.get(id)?.title ?? '')?.storyline === storyline,
      )
      expect(copies.length).toBeGreaterThanOrEqual(2)
      expect(alert?.copies).toBeGreaterThanOrEqual(2)
      expect(ticket?.members.filter((member) => copies.includes(member))).toEqual([])
    }
  })

  it('raises nothing for what is none of our business', () => {
    const byTitle = scenarioByTitle()
    const civicless = [...outcome.articles.values()].filter(
      (article) => byTitle.get(article.title)?.expect.civic === false,
    )
    expect(civicless.length).toBeGreaterThanOrEqual(100)
    const labelled = civicless
      .filter((article) => article.labels.matters.length > 0)
      .map((article) => [article.title, article.labels.matters[0]?.code])
    expect(labelled).toEqual([])
    const others = outcome.tickets.filter(
      (ticket) => !storylineIds.some((storyline) => ticketsOf(outcome, storyline).includes(ticket)),
    )
    const quiet = others.filter((ticket) =>
      ticket.members.some((member) => civicless.some((article) => article.article === member)),
    )
    expect(quiet).toEqual([])
  })

  it('hears every item that the city published, each once', () => {
    const titles = [...outcome.articles.values()].map((article) => article.title)
    const heard = new Set(titles)
    const end = Date.parse(scenarioTime(END_HOURS)) - Date.parse(scenarioTime(0))
    const missing = loadScenario().items.filter((item) => item.title && item.at <= end && !heard.has(item.title))
    // What carries personal data is collected under its masked headline.
    expect(missing.filter((item) => !/\d{11}/.test(item.title)).map((item) => [item.site, item.id])).toEqual([])
    const byId = [...outcome.articles.values()]
      .filter((article) => article.source.tier !== 'hotlist')
      .map((article) => `${article.source.id}|${article.title}|${article.body}`)
    expect(byId.filter((text, i) => byId.indexOf(text) !== i)).toEqual([])
    expect(searched.total).toBeGreaterThanOrEqual(outcome.articles.size)
  })

  it('keeps the forum’s Chinese intact, GB18030 characters outside GB2312 too', () => {
    const forum = [...outcome.articles.values()].filter((article) => article.source.tier === 'forum')
    expect(forum.length).toBeGreaterThan(30)
    const text = forum.map((article) => article.title + article.body).join('\n')
    expect(
      forum.filter((article) => (article.title + article.body).includes('\uFFFD')).map((article) => article.title),
    ).toEqual([])
    expect(['㐂', '𠮷', '€'].filter((character) => !text.includes(character))).toEqual([])
  })

  it('masks phone and ID number everywhere: stores, search, event log, log lines', async () => {
    const secrets = loadScenario().items.flatMap(
      (item) => `${item.title}\n${item.body}`.match(/(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/g) ?? [],
    )
    expect(secrets.length).toBeGreaterThanOrEqual(2)
    const written = await everythingWritten(folder.path)
    expect(written.size).toBeGreaterThan(3)
    for (const [where, text] of written)
      for (const secret of secrets) expect([where, text.includes(secret)]).toEqual([where, false])
    const marked = [...outcome.articles.values()].filter(
      (article) => article.masked?.['id-card'] && article.masked['phone'],
    )
    expect(marked.length).toBeGreaterThanOrEqual(1)
  })
})
