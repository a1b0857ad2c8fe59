import { acknowledgeAlert, alertIdOf, closeAlert, onTopicChanged, spoken, systemActor } from '@guanlan/alerts'
import {
  alertsConfigSchema,
  levelRank,
  type Alert,
  type DigestCall,
  type DomainEvent,
  type Level,
  type Topic,
} from '@guanlan/contracts'
import { HOUR, MINUTE, SECOND, silentLogger, toInstant, toMs } from '@guanlan/kernel'
import { acknowledgeAlert as acknowledge, actOnTicket, createMetrics, deskOf, type Turn } from '@guanlan/runtime'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { alertRouter } from '../src/alert-router.js'
import { memoryRecords } from './memory-records.js'
import { office, topic } from './river.js'

/** The shipped rules: a county-wide alert mutes those of its matter in towns, a graver one a lesser one of its matter and town. */
const settings = office('http://127.0.0.1:9/', {
  clocks: [],
  alerts: alertsConfigSchema.parse({
    inhibit: [
      { id: 'county-over-town', when: 'parent', equal: ['matter'] },
      { id: 'higher-in-town', when: 'higher', equal: ['matter', 'town'] },
    ],
  }),
})
const desk = deskOf(settings)
const person = { kind: 'person', role: 'duty', name: '甲' } as const
const repeats: Readonly<Record<Level, number>> = { red: 10 * MINUTE, orange: HOUR, yellow: 4 * HOUR, blue: 0 }
const codes = ['330681', ...Array<string>(5).fill('330681002'), '330681003', '330681003']
const storyOf = (which: number): Pick<Topic, 'topic' | 'places' | 'matter'> => ({
  topic: `t${which}`,
  places: [{ code: codes[which] ?? '330681', name: `地${which}` }],
  matter: ['school-canteen', 'noise', 'dust', 'parking'][which % 4] ?? '',
})
const START = Date.UTC(2026, 10, 23, 1)

/** One message to the channel: when, and of which alerts it says what. */
type Told = readonly [at: number, ...what: string[]]

/** docs/alerts.md from the grouping to the repetitions as a machine of its own; what one alert says of itself is held to reference.test.ts. */
class Reference {
  readonly told: Told[] = []
  private readonly alerts = new Map<string, { alert: Alert; by: string | null; since: number; next: number | null }>()
  private readonly groups = new Map<
    string,
    { due: number; calls: Map<string, { id: string; what: string; level: Level }> }
  >()
  private readonly known = new Set<string>()

  topic(which: Topic, at: number): void {
    const id = alertIdOf(which.topic)
    const before = this.alerts.get(id)
    const { alert, effects } = onTopicChanged(before?.alert ?? null, which, { now: toInstant(at), live: true })
    if (!alert || effects.length === 0) return
    const one = { ...(before ?? { by: null, since: at, next: null }), alert }
    this.alerts.set(id, one)
    const said = spoken(effects)
    for (const effect of said) this.say(id, effect.kind, effect.step, at)
    if (said.some(({ kind }) => kind !== 'grew')) this.waitFrom(id, at)
    else if (before && before.alert.level !== alert.level) this.repeatAfter(id, at)
    if (before && levelRank(alert.level) < levelRank(before.alert.level)) this.release(id, at)
  }

  acknowledge(id: string, at: number): void {
    const one = this.alerts.get(id)
    const done = one && acknowledgeAlert(one.alert, { actor: person, now: toInstant(at) })
    if (one && done?.ok) one.alert = done.value.alert
  }

  close(id: string, at: number): void {
    const one = this.alerts.get(id)
    const done = one && closeAlert(one.alert, { actor: systemActor, now: toInstant(at), reason: '归档' })
    if (!one || !done?.ok) return
    one.alert = done.value.alert
    this.release(id, at)
  }

  /** All that comes due until then, in its order. */
  advance(to: number): void {
    for (;;) {
      const [due, fire] = [
        ...[...this.groups.values()]
          .filter(({ calls }) => calls.size > 0)
          .map((group) => [group.due, () => this.flush(group)] as const),
        ...[...this.alerts].flatMap(([id, { next }]) =>
          next === null ? [] : [[next, () => this.repeat(id, next)] as const],
        ),
      ].sort(([a], [b]) => a - b)[0] ?? [Infinity]
      if (due > to || !fire) return
      fire()
    }
  }

  private say(id: string, kind: string, step: string, at: number): void {
    const one = this.alerts.get(id)
    const key = `${id} ${kind} ${step}`
    if (!one || this.known.has(key)) return
    const { level, domain, places } = one.alert
    const what = `${id} alert.${kind}`
    if (level === 'yellow') {
      const code = places[0]?.code ?? ''
      const name = `${domain} ${code.length > 6 ? code : ''}`
      const old = this.groups.get(name)
      const group =
        old && at <= old.due ? old : { due: Math.max(at + 30 * SECOND, (old?.due ?? 0) + 5 * MINUTE), calls: new Map() }
      this.groups.set(name, group)
      group.calls.set(key, { id, what, level })
    } else if (!this.isMuted(id, at)) {
      this.known.add(key)
      this.told.push([at, what])
    }
  }

  private flush(group: { due: number; calls: Map<string, { id: string; what: string; level: Level }> }): void {
    const what: string[] = []
    const muted = new Map<string, boolean>()
    for (const [key, call] of group.calls) {
      const now = this.alerts.get(call.id)?.alert
      if (!now || now.state === 'closed' || levelRank(now.level) > levelRank(call.level)) continue
      if (!muted.has(call.id)) muted.set(call.id, this.isMuted(call.id, group.due))
      if (muted.get(call.id)) continue
      this.known.add(key)
      what.push(call.what)
    }
    group.calls.clear()
    // Of one alert alone each is told as ever.
    if (new Set(what.map((one) => one.split(' ')[0])).size > 1) this.told.push([group.due, ...new Set(what.sort())])
    else for (const one of what) this.told.push([group.due, one])
  }

  private repeat(id: string, due: number): void {
    if (this.alerts.get(id)?.alert.state === 'open') this.say(id, 'repeated', String(due), due)
    this.repeatAfter(id, due)
  }

  private waitFrom(id: string, at: number): void {
    const one = this.alerts.get(id)
    if (one) one.since = at
    this.repeatAfter(id, at)
  }

  private repeatAfter(id: string, at: number): void {
    const one = this.alerts.get(id)
    if (!one) return
    const every = repeats[one.alert.level]
    let next = one.since + every
    while (every > 0 && next <= at) next += every
    one.next = every > 0 && one.alert.state === 'open' ? next : null
  }

  /** Whether it is muted now, which is kept; free again it waits anew. */
  private isMuted(id: string, at: number): boolean {
    const one = this.alerts.get(id)
    if (!one) return false
    const was = one.by
    one.by = this.sourceOf(one.alert)
    if (was !== null && one.by === null && one.alert.state === 'open' && one.alert.level !== 'blue')
      this.waitFrom(id, at)
    return one.by !== null
  }

  private sourceOf(target: Alert): string | null {
    if (target.level !== 'orange' && target.level !== 'yellow') return null
    const others = [...this.alerts.values()]
      .map(({ alert }) => alert)
      .filter((other) => other.alert !== target.alert && other.state !== 'closed' && other.matter === target.matter)
      .filter(({ level }) => level === 'red' || level === 'orange')
      .sort((a, b) => levelRank(b.level) - levelRank(a.level) || a.raisedAt.localeCompare(b.raisedAt))
    const [code, isTown] = [target.places[0]?.code, target.places[0]?.code !== '330681']
    const county = others.find((other) => isTown && other.places[0]?.code === '330681')
    const higher = others.find(
      (other) => isTown && other.places[0]?.code === code && levelRank(other.level) > levelRank(target.level),
    )
    return (county && levelRank(county.level) >= levelRank(target.level) ? county : higher)?.alert ?? null
  }

  private release(source: string, at: number): void {
    const muted = [...this.alerts].filter(([, { alert, by }]) => by === source && alert.state !== 'closed')
    for (const [id, { alert }] of muted) {
      if (this.isMuted(id, at) || alert.state !== 'open' || alert.level === 'blue') continue
      this.say(id, 'unmuted', String(at), at)
    }
  }
}

/** The station over rows in memory, on a clock of its own. */
async function openReal() {
  let now = START
  const { records, calls, timers } = memoryRecords(() => now)
  const metrics = createMetrics()
  const station = await alertRouter.open({ desk, logger: silentLogger, metrics, clock: { now: () => now } }, records)
  const nothing = () => undefined
  const turn = {
    records,
    emit: nothing,
    later: nothing,
    dead: nothing,
    onCommit: nothing,
  } as unknown as Turn<'alert-router'>
  const command = () => ({ records, desk, actor: person, now: toInstant(now) })
  return {
    async topic(body: Topic) {
      const event = {
        type: 'topic.changed',
        id: `${body.topic} ${body.version}`,
        at: toInstant(now),
        live: true,
        trace: 'x',
        body,
      }
      await station.handle([event as unknown as DomainEvent], turn)
    },
    async acknowledge(id: string) {
      const alert = await records.alerts.get(id)
      if (alert) await acknowledge(command(), id, { version: alert.version })
    },
    async close(id: string) {
      const alert = await records.alerts.get(id)
      const ticket = await records.tickets.get(alert?.ticket ?? '')
      if (ticket) await actOnTicket(command(), ticket.ticket, 'archive', { version: ticket.version, reason: '归档' })
    },
    async advance(to: number) {
      for (;;) {
        const [timer] = [...timers.values()].sort((a, b) => a.due.localeCompare(b.due) || a.id.localeCompare(b.id))
        if (!timer || toMs(timer.due) > to) break
        now = toMs(timer.due)
        timers.delete(timer.id)
        await station.fire?.(timer, turn)
      }
      now = to
    },
    told: (): Told[] =>
      [...calls.values()]
        .filter(({ state }) => state === 'waiting')
        .map(({ body, addedAt }): Told => {
          const { type, alert, alerts } = body as { type: string; alert?: { alert: string } } & Partial<DigestCall>
          const what = alerts?.flatMap((each) => each.types.map((one) => `${each.alert} ${one}`))
          return [addedAt, ...(what ?? [`${alert?.alert} ${type}`]).sort()]
        }),
    stateOf: (id: string) => records.alerts.get(id),
  }
}

const which = fc.integer({ min: 0, max: codes.length - 1 })
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('topic' as const),
      which,
      level: fc.constantFrom<Level>('blue', 'yellow', 'yellow', 'yellow', 'orange', 'red'),
      items: fc.integer({ min: 1, max: 40 }),
    }),
  },
  fc.record({ does: fc.constantFrom('acknowledge' as const, 'close' as const), which }),
)
const pause = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 2, arbitrary: fc.integer({ min: 20, max: 900 }) },
  { weight: 1, arbitrary: fc.constantFrom(3_600, 4_000) },
)
const order = (told: readonly Told[]) => told.map((one) => one.join(' ')).sort()

it('calls about many alerts are grouped, muted and repeated as docs/alerts.md says, whatever happens in whatever order', async () => {
  let [messages, several, muted] = [0, 0, 0]
  await fc.assert(
    fc.asyncProperty(
      fc.noBias(fc.array(fc.tuple(step, pause), { minLength: 1, maxLength: 40, size: 'max' })),
      async (steps) => {
        const [model, real] = [new Reference(), await openReal()]
        let at = START
        for (const [n, [each, seconds]] of steps.entries()) {
          // An odd number of milliseconds each: nothing comes due at the moment of something else.
          at += seconds * SECOND + 7
          model.advance(at)
          await real.advance(at)
          const story = storyOf(each.which)
          const id = alertIdOf(story.topic)
          if (each.does === 'topic') {
            const { level, items } = each
            const body = topic({ ...story, title: story.topic, version: n + 1, level, items, liveItems: items })
            model.topic(body, at)
            await real.topic(body)
          } else {
            model[each.does](id, at)
            await real[each.does](id)
          }
          muted += (await real.stateOf(id))?.mutedBy ? 1 : 0
        }
        at += 11 * MINUTE
        model.advance(at)
        await real.advance(at)
        expect(order(real.told())).toEqual(order(model.told))
        messages += model.told.length
        several += model.told.filter(([, ...what]) => new Set(what.map((one) => one.split(' ')[0])).size > 1).length
      },
    ),
    { numRuns: 40 },
  )
  // The runs were about something.
  for (const count of [messages, several, muted]) expect(count).toBeGreaterThan(3)
})
