import type { Alert, Ticket, Topic } from '@guanlan/contracts'

const AT = '2026-11-16T00:00:00.000Z'
const common = {
  jurisdiction: '330681',
  title: '食堂饭菜有异味',
  matter: 'school-canteen',
  matterName: '学校食堂卫生',
  domain: 'food-drug',
  places: [],
}

/** A topic for contract tests. */
export const sampleTopic = (topic: string): Topic => ({
  ...common,
  topic,
  version: 1,
  candidates: [],
  items: 1,
  copies: 0,
  voices: 1,
  sources: [],
  officialItems: 0,
  liveItems: 1,
  heat: 10,
  heatTerms: [],
  level: 'blue',
  points: 10,
  reasons: [],
  confidence: 0.9,
  firstPublished: AT,
  firstSeen: AT,
  lastSeen: AT,
  medoid: 'a',
  members: ['a'],
})

/** An alert of that kind for the given topic. */
export const sampleAlert = (alert: string, topic: string): Alert => ({
  ...common,
  alert,
  topic,
  version: 1,
  ticket: null,
  state: 'open',
  level: 'yellow',
  highest: 'yellow',
  items: 1,
  copies: 0,
  voices: 1,
  heat: 10,
  reasons: [],
  raisedAt: AT,
  changedAt: AT,
  history: [],
})

/** A ticket with one running clock. */
export const sampleTicket = (ticket: string, dueAt: string): Ticket => ({
  ...common,
  ticket,
  version: 1,
  alert: `alert-of-${ticket}`,
  topic: 't',
  level: 'yellow',
  state: 'accepted',
  department: null,
  departmentName: null,
  assistants: [],
  candidates: [],
  clocks: [{ kind: 'respond', name: '回应', source: '国办发〔2016〕61号', from: 'detected', startsAt: AT, dueAt }],
  members: [],
  returns: 0,
  openedAt: AT,
  changedAt: AT,
  history: [],
})
