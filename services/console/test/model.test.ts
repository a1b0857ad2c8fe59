import {
  levelNames,
  levels,
  roleHeaders,
  ticketStateNames,
  type Alert,
  type Labels,
  type Ticket,
  type TicketClock,
} from '@guanlan/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headerNames } from '../src/api/client.js'
import { t } from '../src/messages/index.js'
import { selectAlerts } from '../src/model/alert-list.js'
import { toCsv } from '../src/model/csv.js'
import { byDeadline, groupClocks, nextClock, readClock } from '../src/model/deadline.js'
import { findingsOf, litSpans } from '../src/model/evidence.js'
import { levelOrder } from '../src/model/level.js'
import { arrange, mergeVersion } from '../src/model/live-merge.js'
import { lastActIn, placeInQuery, versionAfterGrowth } from '../src/model/problem.js'
import { safeUrl } from '../src/model/safe-url.js'
import { excerptOf, segmentsOf } from '../src/model/segments.js'
import { CLOCK_TRUST, domainNow, formatAge, formatIso, formatTime, fromBeijing, toBeijing } from '../src/model/time.js'
import { scrollToShow, visibleRows } from '../src/model/virtual.js'

const at = (text: string): number => Date.parse(text)

describe('words and codes that stand twice', () => {
  it('are the same as in the contracts, which the page does not load', () => {
    expect(levelOrder).toEqual(levels)
    expect(t.levels).toEqual(levelNames)
    expect(t.ticketStates).toEqual(ticketStateNames)
    expect(headerNames).toEqual(roleHeaders)
  })
})

describe('time', () => {
  it('is Beijing time, wherever the browser sits', () => {
    expect(formatTime('2026-11-22T16:05:00.000Z', at('2026-11-22T17:00:00.000Z'))).toBe('00:05')
    expect(formatTime('2026-11-22T15:59:00.000Z', at('2026-11-22T16:00:00.000Z'))).toBe('11-22 23:59')
    expect(formatTime('2025-12-31T15:00:00.000Z', at('2026-01-01T00:00:00.000Z'))).toBe('2025-12-31 23:00')
    expect(formatIso('2026-11-22T16:05:09.120Z')).toBe('2026-11-23T00:05:09.120+08:00')
    expect(formatTime('nonsense', 0)).toBe('')
  })
  it('goes through the fields of a date picker and comes back', () => {
    expect(toBeijing(fromBeijing('2026-11-22 08:30') ?? '')).toBe('2026-11-22 08:30')
    expect(fromBeijing('2026-11-22T08:30')).toBe('2026-11-22T00:30:00.000Z')
    expect(fromBeijing('gestern')).toBeUndefined()
  })
  it('says ages coarsely', () => {
    const now = at('2026-11-22T12:00:00.000Z')
    expect(formatAge('2026-11-22T11:59:40.000Z', now)).toBe('刚刚')
    expect(formatAge('2026-11-22T11:12:00.000Z', now)).toBe('48 分钟前')
    expect(formatAge('2026-11-20T11:00:00.000Z', now)).toBe('2 天前')
  })
  it('lets the domain clock run by its speed, and stands still when the server has been silent too long', () => {
    const anchor = { domain: 1_000, wall: 500, speed: 60 }
    expect(domainNow(anchor, 1_500)).toBe(61_000)
    expect(domainNow(anchor, 400)).toBe(1_000)
    expect(domainNow(anchor, 500 + CLOCK_TRUST * 3)).toBe(1_000 + CLOCK_TRUST * 60)
  })
})

const clock = (dueAt: string, more: Partial<TicketClock> = {}): TicketClock => ({
  kind: 'response',
  name: '回应',
  source: '国办发〔2016〕61号',
  from: 'published',
  startsAt: '2026-11-22T00:00:00.000Z',
  dueAt,
  ...more,
})

describe('deadlines', () => {
  const now = at('2026-11-22T12:00:00.000Z')
  it('are overdue, soon, ample or met', () => {
    expect(readClock(clock('2026-11-22T11:00:00.000Z'), now)).toMatchObject({
      state: 'overdue',
      left: -3_600_000,
      share: 0,
    })
    expect(readClock(clock('2026-11-22T12:30:00.000Z'), now).state).toBe('soon')
    expect(readClock(clock('2026-11-22T15:00:00.000Z'), now).state).toBe('soon')
    expect(readClock(clock('2026-11-24T00:00:00.000Z'), now)).toMatchObject({ state: 'ample', share: 0.75 })
    expect(readClock(clock('2026-11-22T10:00:00.000Z', { metAt: '2026-11-22T09:00:00.000Z' }), now).state).toBe('met')
  })
  it('name the running clock that expires first', () => {
    const met = clock('2026-11-22T08:00:00.000Z', { metAt: '2026-11-22T07:00:00.000Z' })
    const later = clock('2026-11-24T00:00:00.000Z')
    const sooner = clock('2026-11-23T00:00:00.000Z')
    expect(nextClock({ clocks: [met, later, sooner] }, now)?.clock).toBe(sooner)
    expect(nextClock({ clocks: [met] }, now)).toBeUndefined()
  })
  it('of one kind are told together, led by the one that expires first', () => {
    const groups = groupClocks(
      {
        clocks: [
          clock('2026-11-24T06:00:00.000Z', { from: 'detected' }),
          clock('2026-11-24T00:00:00.000Z'),
          clock('2026-11-23T00:00:00.000Z', { name: '办理', from: 'dispatched' }),
        ],
      },
      now,
    )
    expect(groups.map(({ first, all }) => [first.clock.name, first.clock.from, all.length])).toEqual([
      ['办理', 'dispatched', 1],
      ['回应', 'published', 2],
    ])
  })
  it('order an inbox, with what has no clock at the end', () => {
    const ticket = (id: string, clocks: TicketClock[], openedAt = '2026-11-22T00:00:00.000Z') =>
      ({ ticket: id, clocks, openedAt }) as unknown as Ticket
    const inbox = [
      ticket('none', []),
      ticket('late', [clock('2026-11-24T00:00:00.000Z')]),
      ticket('soon', [clock('2026-11-22T13:00:00.000Z')]),
      ticket('older', [clock('2026-11-24T00:00:00.000Z')], '2026-11-21T00:00:00.000Z'),
    ]
    expect(inbox.sort(byDeadline).map((each) => each.ticket)).toEqual(['soon', 'older', 'late', 'none'])
  })
})

describe('lit words', () => {
  it('cut a text at the borders of overlapping spans', () => {
    const segments = segmentsOf('工地停工两月', [
      { start: 0, end: 4 },
      { start: 2, end: 4 },
    ])
    expect(segments.map(({ text, marks }) => [text, marks])).toEqual([
      ['工地', [0]],
      ['停工', [0, 1]],
      ['两月', []],
    ])
  })
  it('never lose or double a character, whatever the spans say', () => {
    const span = fc.record({ start: fc.integer({ min: -5, max: 60 }), end: fc.integer({ min: -5, max: 60 }) })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.array(span, { maxLength: 6 }), (text, spans) => {
        expect(
          segmentsOf(text, spans)
            .map((segment) => segment.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
  it('are shown by an excerpt that never halves a character of two units', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.nat(100),
        fc.integer({ min: 8, max: 30 }),
        (text, start, size) => {
          const { start: from, end: to } = excerptOf(
            text,
            [{ start: Math.min(start, text.length), end: start + 2 }],
            size,
          )
          expect(text.slice(0, from) + text.slice(from, to) + text.slice(to)).toBe(text)
          expect(from <= to).toBe(true)
          expect(/^[\udc00-\udfff]/.test(text.slice(from, to))).toBe(/^[\udc00-\udfff]/.test(text) && from === 0)
        },
      ),
    )
    expect(excerptOf('短文', [], 20)).toEqual({ start: 0, end: 2 })
    const far = excerptOf('前'.repeat(300) + '停工', [{ start: 300, end: 302 }], 100)
    expect(far.start).toBeGreaterThan(0)
    expect(far.end).toBe(302)
  })
})

describe('evidence', () => {
  const found = (text: string, by: string, field: 'title' | 'body' = 'body') => ({
    field,
    start: 0,
    end: text.length,
    text,
    by,
  })
  const labels: Labels = {
    matters: [
      {
        code: 'school-canteen',
        name: '学校食堂卫生',
        domain: 'food-drug',
        score: 0.9,
        evidence: [
          found('食堂', 'rule:school-canteen/2'),
          found('食堂', 'rule:school-canteen/4', 'title'),
          found('学食堂', 'model:+1.72'),
          found('小学', 'model:+0.41', 'title'),
        ],
      },
    ],
    domains: ['food-drug'],
    places: [{ code: '330681001', name: '江滨街道', evidence: [found('江滨街道', 'words:place-form')] }],
    candidates: [],
    sentiment: 0,
    urgency: 0,
    signals: [{ kind: 'poisoning', evidence: [found('呕吐', 'rule:poisoning/3'), found('呕吐', 'rule:other/1')] }],
  }
  const names = {
    ruleName: (code: string): string => (code === 'other' ? '别的事项' : code),
    signalName: (code: string): string => (code === 'poisoning' ? '群体中毒' : code),
  }
  it('says once who found what in which words, signals first', () => {
    expect(
      findingsOf(labels, names).map(({ kind, name, by, words }) => [kind, name, by.join('|'), words.join('|')]),
    ).toEqual([
      ['signal', '群体中毒', '规则第 3 条|规则「别的事项」第 1 条', '呕吐'],
      ['matter', '学校食堂卫生', '规则第 2、4 条|模型 +2.1', '食堂'],
      ['place', '江滨街道', '写明地名', '江滨街道'],
    ])
  })
  it('lights each field by itself and says why', () => {
    expect(litSpans(labels, 'title', names)).toEqual([
      { start: 0, end: 2, kind: 'matter', why: '事项 学校食堂卫生 · 规则「school-canteen」第 4 条' },
    ])
    expect(litSpans(labels, 'body', names)).toHaveLength(4)
  })
  it('shows what the model read only where no rule has spoken', () => {
    const [matter] = labels.matters
    const evidence = matter?.evidence.filter(({ by }) => by.startsWith('model:')) ?? []
    const alone: Labels = { ...labels, signals: [], places: [], matters: matter ? [{ ...matter, evidence }] : [] }
    expect(findingsOf(alone, names).map(({ by, words }) => [by, words])).toEqual([[['模型 +2.1'], ['学食堂', '小学']]])
    expect(litSpans(alone, 'title', names).map(({ why }) => why)).toEqual(['事项 学校食堂卫生 · 模型 +0.41'])
  })
})

describe('the live list', () => {
  it('takes a version once and never an older one', () => {
    const map = new Map([['a', { version: 2 }]])
    expect(mergeVersion(map, 'a', { version: 2 })).toBe('stale')
    expect(mergeVersion(map, 'a', { version: 1 })).toBe('stale')
    expect(mergeVersion(map, 'a', { version: 3 })).toBe('newer')
    expect(mergeVersion(map, 'b', { version: 1 })).toBe('new')
    expect(map.get('a')).toEqual({ version: 3 })
  })
  it('keeps rows in place under the hand and gathers the new ones', () => {
    const exists = (id: string): boolean => id !== 'gone'
    expect(arrange(['a', 'gone', 'b'], ['new', 'b', 'a'], true, exists)).toEqual({
      shown: ['a', 'b'],
      pending: ['new'],
    })
    expect(arrange(['a', 'b'], ['new', 'b', 'a'], false, exists)).toEqual({ shown: ['new', 'b', 'a'], pending: [] })
    expect(arrange([], ['new'], true, exists).shown).toEqual(['new'])
  })
  it('puts unconfirmed before confirmed, worse before milder, newer before older', () => {
    const alert = (id: string, state: string, level: string, raisedAt: string) =>
      ({ alert: id, state, level, raisedAt, domain: null }) as unknown as Alert
    const all = [
      alert('yellow', 'open', 'yellow', '2'),
      alert('red-done', 'acknowledged', 'red', '3'),
      alert('red-old', 'open', 'red', '1'),
      alert('red-new', 'open', 'red', '2'),
      alert('shut', 'closed', 'red', '9'),
    ]
    const show = { show: 'active', level: '', domain: '', sort: 'level' } as const
    expect(selectAlerts(all, show).map((each) => each.alert)).toEqual(['red-new', 'red-old', 'yellow', 'red-done'])
    expect(selectAlerts(all, { ...show, show: 'closed' }).map((each) => each.alert)).toEqual(['shut'])
    expect(selectAlerts(all, { ...show, level: 'yellow' }).map((each) => each.alert)).toEqual(['yellow'])
  })
  it('draws only what is seen of ten thousand rows', () => {
    expect(visibleRows(10_000, 76, 76 * 500, 760, 6)).toEqual({ first: 494, last: 516 })
    expect(visibleRows(3, 76, 99_999, 760)).toEqual({ first: 3, last: 3 })
    expect(scrollToShow(0, 76, 300, 760)).toBe(0)
    expect(scrollToShow(20, 76, 0, 760)).toBe(76 * 21 - 760)
    expect(scrollToShow(5, 76, 76, 760)).toBe(76)
  })
})

describe('what comes from elsewhere', () => {
  it('cannot become a formula in a spreadsheet', () => {
    expect(toCsv([['=HYPERLINK("x")', '一,二', 3, '-1']])).toBe('\uFEFF"\'=HYPERLINK(""x"")","一,二",3,\'-1\r\n')
  })
  it('cannot become a script behind a link', () => {
    expect(safeUrl('javascript:alert(1)')).toBeUndefined()
    expect(safeUrl('not a url')).toBeUndefined()
    expect(safeUrl('https://example.invalid/a')).toBe('https://example.invalid/a')
  })
})

describe('problems', () => {
  const problem = { type: 'about:blank', title: '', status: 400, code: 'query_invalid' }
  it('say where in the query the fault is, when they know', () => {
    expect(placeInQuery({ ...problem, detail: '第 8 个字符“"”处：引号没有配对' }, '停工 AND "延期')).toBe(8)
    expect(placeInQuery({ ...problem, detail: '末尾：运算符后面缺少词' }, '停工 AND')).toBe(7)
    expect(placeInQuery({ ...problem, detail: '第 99 个字符处' }, '停工')).toBe(3)
    expect(placeInQuery(problem, '停工')).toBeUndefined()
  })
  it('say who was first, from the state that a conflict carries', () => {
    const by = (name: string, kind: string) => ({ kind, role: 'duty', name })
    const history = [
      { at: '1', by: by('系统', 'system'), what: 'raised', level: 'red' },
      { at: '2', by: by('周岚', 'person'), what: 'acknowledged', level: 'red' },
      { at: '3', by: by('系统', 'system'), what: 'grew', level: 'red' },
    ]
    expect(lastActIn({ alert: 'a', raisedAt: '1', history })).toEqual({ name: '周岚', what: 'acknowledged', at: '2' })
    expect(lastActIn({ ticket: 't', clocks: [], history: [] })).toBeUndefined()
    expect(lastActIn('nothing')).toBeUndefined()
  })
  it('let an act follow what only grew, and nothing that a person changed', () => {
    const person = { at: '2', by: { kind: 'person', role: 'duty', name: '周岚' }, what: 'acknowledged', level: 'red' }
    const grew = { at: '3', by: { kind: 'system', name: '系统' }, what: 'grew', level: 'red' }
    const seen = { alert: 'a', raisedAt: '1', version: 3, state: 'open', level: 'red', history: [grew] }
    const then = (change: object) => ({ ...seen, version: 5, ...change })
    const after = (change: object) => versionAfterGrowth(seen as unknown as Alert, then(change))
    expect(after({ history: [grew, grew] })).toBe(5)
    expect(after({ history: [grew, person] })).toBeUndefined()
    expect(after({ level: 'orange' })).toBeUndefined()
    expect(after({ state: 'closed' })).toBeUndefined()
    expect(after({ version: 3 })).toBeUndefined()
    expect(versionAfterGrowth(undefined, then({}))).toBeUndefined()
    const ticket = {
      ticket: 't',
      clocks: [],
      version: 1,
      state: 'accepted',
      level: 'red',
      department: null,
      history: [],
    }
    const moved = (change: object) =>
      versionAfterGrowth(ticket as unknown as Ticket, { ...ticket, version: 2, ...change })
    expect(moved({})).toBe(2)
    expect(moved({ department: 'zjj' })).toBeUndefined()
  })
})
