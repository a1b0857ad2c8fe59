import { alertIdOf, notificationsFor, onTopicChanged } from '@guanlan/alerts'
import type { Alert, Ticket, Topic } from '@guanlan/contracts'
import {
  act,
  deskMachine,
  followAlert,
  isUntouched,
  openTicket,
  routeOf,
  shouldAutoDispatch,
  takeMembers,
} from '@guanlan/desk'
import { callDesk, saveAlert, saveTicket, saveWaiting } from '@guanlan/runtime'
import { mergeStories } from './merge-stories.js'
import type { Scene } from './scene.js'

/** The alert follows its topic, the ticket its alert; both are made when the topic first calls for them. */
export async function followTopic(scene: Scene, topic: Topic, live: boolean): Promise<void> {
  const { records, desk, now } = scene
  const before = await alertOf(scene, topic)
  if (before === null && (await records.alerts.get(alertIdOf(topic.topic)))) {
    scene.logger.warn(
      { topic: topic.topic },
      'alert of this topic goes on with another one; the topic is not raised again',
    )
    return
  }
  const { alert, effects } = onTopicChanged(before, topic, { now, live })
  if (alert === null || effects.length === 0) return
  const current = before === null ? await open(scene, alert, topic) : await follow(scene, alert, topic)
  const calls = notificationsFor(current, effects, desk.channels)
  const { alert: told, silence } = await callDesk.speak(scene.caller, current, calls)
  if (silence)
    scene.tell({ alert: current.alert, silence: silence.id, until: silence.until }, 'nobody called: silenced')
  await saveWaiting(records, desk, { before, after: told, effects, now })
  await callDesk.release(scene.caller, before, told)
}

/** The topic's alert; that of a topic that it took in, when its own redirect is still on the way: one matter, one alert. */
async function alertOf(scene: Scene, { topic, absorbed = [] }: Topic): Promise<Alert | null> {
  const own = await scene.records.alerts.byTopic(topic)
  if (own !== null || absorbed.length === 0) return own
  for (const from of absorbed) await mergeStories(scene, from, topic)
  return scene.records.alerts.byTopic(topic)
}

/** 受理: alert and ticket are born together, and where the office says so the ticket is dispatched at once. */
async function open(scene: Scene, raised: Alert, topic: Topic): Promise<Alert> {
  const { ticket, warnings } = openTicket(raised, topic, scene.desk.contextAt(scene.now))
  const alert: Alert = { ...raised, ticket: ticket.ticket }
  await saveAlert(scene.records, alert)
  scene.announceAlert(alert)
  await saveTicket(scene.records, ticket, null)
  warn(scene, ticket, warnings)
  const opened = await dispatchByItself(scene, ticket, alert, topic)
  scene.announceTicket(opened)
  scene.tell({ alert: alert.alert, topic: topic.topic, alertLevel: alert.level, ticket: ticket.ticket }, 'alert raised')
  scene.tell({ ticket: ticket.ticket, alert: alert.alert, state: opened.state, to: opened.department }, 'ticket opened')
  scene.detected(alert.level)
  return alert
}

async function follow(scene: Scene, alert: Alert, topic: Topic): Promise<Alert> {
  await saveAlert(scene.records, alert)
  scene.announceAlert(alert)
  const ticket = alert.ticket === null ? null : await scene.records.tickets.get(alert.ticket)
  if (ticket?.mergedInto !== undefined) await followInto(scene, ticket, topic)
  else if (ticket) await followTicket(scene, ticket, alert, topic)
  return alert
}

async function followTicket(scene: Scene, ticket: Ticket, alert: Alert, topic: Topic): Promise<void> {
  const followed = followAlert(ticket, alert, topic, scene.desk.contextAt(scene.now))
  if (followed) {
    await saveTicket(scene.records, followed.ticket, ticket)
    warn(scene, ticket, followed.warnings)
  }
  const current = await dispatchByItself(scene, followed?.ticket ?? ticket, alert, topic)
  if (current !== ticket) scene.announceTicket(current)
}

/** A ticket that was merged hands new members on to the ticket that took it in, however many merges later. */
async function followInto(scene: Scene, merged: Ticket, topic: Topic): Promise<void> {
  let ticket: Ticket | null = merged
  for (let hops = 0; ticket?.mergedInto !== undefined && hops < 20; hops += 1) {
    ticket = await scene.records.tickets.get(ticket.mergedInto)
  }
  const taken = ticket && takeMembers(ticket, topic.members, scene.now)
  if (!taken) return
  await saveTicket(scene.records, taken, ticket)
  scene.announceTicket(taken)
}

/** 派发 by the machine, where office.yaml allows it for this level and confidence; else the ticket as it is. */
async function dispatchByItself(scene: Scene, ticket: Ticket, alert: Alert, topic: Topic): Promise<Ticket> {
  const { desk, now } = scene
  const { proposed } = routeOf(topic.candidates)
  if (!proposed || !isUntouched(ticket) || alert.state === 'closed') return ticket
  if (!shouldAutoDispatch(desk.autoDispatch, alert.level, topic.confidence)) return ticket
  const town = desk.towns.has(proposed.department) ? ticket.places.find((place) => place.code.length >= 9) : undefined
  const command = {
    action: 'dispatch' as const,
    department: proposed.department,
    reason: `按职责自动派发：${proposed.why}`,
    ...(town === undefined ? {} : { place: town.code }),
  }
  const sent = act(ticket, command, deskMachine, desk.contextAt(now))
  if (!sent.ok) {
    scene.logger.warn({ ticket: ticket.ticket, err: sent.error }, 'not dispatched by itself; the officer decides')
    return ticket
  }
  await saveTicket(scene.records, sent.value.ticket, ticket)
  warn(scene, ticket, sent.value.warnings)
  return sent.value.ticket
}

function warn(scene: Scene, ticket: Ticket, warnings: readonly string[]): void {
  for (const warning of warnings) scene.logger.warn({ ticket: ticket.ticket, warning }, 'clock reckoned by assumption')
}
