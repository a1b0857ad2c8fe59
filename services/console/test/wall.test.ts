import { describe, expect, it } from 'vitest'
import { withoutDone } from '../src/model/live-merge.js'
import { aboutOf, countLevels, runningOut } from '../src/model/wall.js'
import { FAKE_NOW, makeAlert, makeTicket, stories } from './fake-data.js'

const alerts = stories.map((story) => makeAlert(story))
const tickets = stories.map((story) => makeTicket(story))

describe('the figures of the wall', () => {
  it('count what is live by level, worst first, and what nobody has confirmed', () => {
    const closed = alerts.map((alert) => ({ ...alert, state: 'closed' as const }))
    expect(countLevels(closed)).toEqual(
      ['red', 'orange', 'yellow', 'blue'].map((level) => ({ level, live: 0, unconfirmed: 0 })),
    )
    const counts = countLevels([...alerts, ...closed])
    expect(counts.reduce((sum, { live }) => sum + live, 0)).toBe(
      alerts.filter(({ state }) => state !== 'closed').length,
    )
    expect(counts[0]?.level).toBe('red')
  })

  it('name kind and place, never the headline', () => {
    for (const alert of alerts) expect(aboutOf(alert)).not.toContain(alert.title.slice(0, 8))
  })

  it('put the clock that runs out first in front, and leave out what is archived or merged', () => {
    const clocks = runningOut(tickets, FAKE_NOW)
    const lefts = clocks.map(({ reading }) => reading.left)
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b))
    expect(clocks.length).toBeGreaterThan(2)
    expect(
      runningOut(
        tickets.map((ticket) => ({ ...ticket, state: 'archived' as const })),
        FAKE_NOW,
      ),
    ).toEqual([])
    expect(
      runningOut(
        tickets.map((ticket) => ({ ...ticket, mergedInto: 'other' })),
        FAKE_NOW,
      ),
    ).toEqual([])
  })

  it('let go of what is done, so that a screen of weeks keeps no more than what is open', () => {
    const all = new Map(Array.from({ length: 1_000 }, (_, n) => [`${n}`, { state: n % 100 === 0 ? 'open' : 'closed' }]))
    expect(withoutDone(all, ({ state }) => state === 'closed').size).toBe(10)
  })
})
