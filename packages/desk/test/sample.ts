import type { Actor, Alert, ClockConfig, HolidayConfig, Ticket, Topic } from '@guanlan/contracts'
import { toInstant, unwrap } from '@guanlan/kernel'
import { act, buildCalendar, openTicket, type ActedTicket, type DeskContext, type TicketCommand } from '../src/index.js'

/** Hour `n` after Monday 23 November 2026, 09:00 in Shanghai. */
export const hour = (n: number) => toInstant(Date.UTC(2026, 10, 23, 1 + n))

export const duty: Actor = { kind: 'person', role: 'duty', name: '王值班' }
export const analyst: Actor = { kind: 'person', role: 'analyst', name: '周分析' }
export const clerkOf = (department: string): Actor => ({ kind: 'person', role: 'clerk', name: '李经办', department })
export const jyj = clerkOf('jyj')

export const holidays: HolidayConfig[] = [
  {
    year: 2026,
    source: '样例',
    off: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
    worked: ['2026-10-10'],
  },
  { year: 2027, source: '样例', off: ['2027-01-01'], worked: [] },
]

export const clocks: ClockConfig[] = [
  clock({ kind: 'first-word', name: '首次权威发布', levels: ['red', 'orange'], hours: 5, until: 'responded' }),
  clock({
    kind: 'response',
    name: '舆情回应',
    levels: ['red', 'orange', 'yellow', 'blue'],
    hours: 48,
    until: 'responded',
  }),
  clock({
    kind: 'dispatch',
    name: '派发',
    levels: ['red', 'orange', 'yellow', 'blue'],
    hours: 24,
    from: ['detected'],
    until: 'dispatched',
  }),
  clock({
    kind: 'dispatch',
    name: '紧急派发',
    levels: ['red', 'orange', 'yellow', 'blue'],
    hours: 1,
    urgency: 2,
    from: ['detected'],
    until: 'dispatched',
  }),
  clock({
    kind: 'handling',
    name: '办理',
    levels: ['red', 'orange', 'yellow', 'blue'],
    workingDays: 3,
    from: ['dispatched'],
    until: 'answered',
  }),
]

function clock(change: Partial<ClockConfig>): ClockConfig {
  const base = { kind: 'k', name: 'n', source: '样例文件', levels: ['yellow' as const] }
  return { ...base, from: ['published', 'detected'], until: 'responded', ...change }
}

export const context = (n: number, change: Partial<DeskContext> = {}): DeskContext => ({
  now: hour(n),
  clocks,
  calendar: buildCalendar(holidays),
  departments: new Map([
    ['jyj', '教育体育局'],
    ['scjg', '市场监督管理局'],
    ['wjj', '卫生健康局'],
    ['zj', '镇乡街道'],
  ]),
  ...change,
})

const facts = {
  jurisdiction: '330681',
  topic: 'topic-1',
  title: '学校食堂午餐后多名学生呕吐',
  matter: 'school-canteen',
  matterName: '学校食堂卫生',
  domain: 'food-drug',
  places: [{ code: '330681002', name: '示例街道' }],
  items: 3,
  copies: 0,
  voices: 3,
  heat: 40,
  level: 'yellow' as const,
  reasons: [],
}

export const topic = (change: Partial<Topic> = {}): Topic => ({
  ...facts,
  version: 1,
  candidates: [
    { department: 'jyj', name: '教育体育局', score: 0.9, why: '学校食堂由教育部门主管' },
    { department: 'scjg', name: '市场监督管理局', score: 0.6, why: '食品安全监管' },
    { department: 'wjj', name: '卫生健康局', score: 0.3, why: '医疗救治' },
  ],
  sources: [],
  officialItems: 0,
  liveItems: 3,
  heatTerms: [],
  points: 45,
  confidence: 0.9,
  firstPublished: hour(-2),
  firstSeen: hour(-1),
  lastSeen: hour(0),
  medoid: 'a1',
  members: ['a1', 'a2', 'a3'],
  ...change,
})

export const alert = (change: Partial<Alert> = {}): Alert => ({
  ...facts,
  alert: 'alert-1',
  version: 1,
  ticket: null,
  state: 'open',
  highest: 'yellow',
  raisedAt: hour(0),
  changedAt: hour(0),
  history: [],
  ...change,
})

export const opened = (alertChange: Partial<Alert> = {}, topicChange: Partial<Topic> = {}): Ticket =>
  openTicket(alert(alertChange), topic(topicChange), context(0)).ticket

export type Step = readonly [command: TicketCommand, actor: Actor, at?: number, change?: Partial<DeskContext>]

/** The ticket after these acts, each of which must be accepted; act `n` happens in hour `n` unless it says when. */
export function after(ticket: Ticket, ...steps: readonly Step[]): Ticket {
  return steps.reduce(
    (each, [command, actor, at, change], n) => perform(each, command, actor, at ?? n + 1, change).ticket,
    ticket,
  )
}

export const perform = (
  ticket: Ticket,
  command: TicketCommand,
  actor: Actor,
  at = 1,
  change?: Partial<DeskContext>,
): ActedTicket => unwrap(act(ticket, command, actor, context(at, change)))

export const refusal = (
  ticket: Ticket,
  command: TicketCommand,
  actor: Actor,
  at = 1,
  change?: Partial<DeskContext>,
) => {
  const result = act(ticket, command, actor, context(at, change))
  return result.ok
    ? null
    : { code: result.error.code, message: result.error.message, field: result.error.details['field'] }
}

export const dispatch: Step = [{ action: 'dispatch', department: 'jyj' }, duty]
export const sign: Step = [{ action: 'sign' }, jyj]
export const answer: Step = [{ action: 'answer', text: '已停餐并送检' }, jyj]
export const approve: Step = [{ action: 'review', departmentRight: true, addressed: true }, duty]
export const respond: Step = [{ action: 'respond', text: '情况通报', url: 'https://example.invalid/1' }, duty]
export const rate: Step = [{ action: 'rate', solved: true, satisfied: true }, analyst]
export const archive: Step = [{ action: 'archive' }, duty]

/** The same step in hour `n`. */
export const at = ([command, actor]: Step, n: number): Step => [command, actor, n]
