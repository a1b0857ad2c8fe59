import { onTopicRedirected } from '@guanlan/alerts'
import { act, deskMachine, followAlert } from '@guanlan/desk'
import { callDesk, saveAlert, saveTicket } from '@guanlan/runtime'
import type { Scene } from './scene.js'

/** Merges that a topic may have gone through one after the other. */
const mostHops = 20

/**
 * Topic `from` was merged into `into`, or where that has gone since. If only `from` had an alert, it goes on as the alert of `into`, with its ticket; if both
 * had one, the alert of `from` closes and its ticket is merged into the other's, unless a department has answered it:
 * then it goes its own way to the end.
 */
export async function mergeStories(scene: Scene, from: string, redirect: string): Promise<void> {
  const { records, desk, now } = scene
  const alert = await records.alerts.byTopic(from)
  if (!alert) return
  const into = await lastOf(scene, redirect)
  const survivor = await records.alerts.byTopic(into)
  const change = onTopicRedirected(alert, { topic: into, alert: survivor }, now)
  if (change.alert === null || change.effects.length === 0) return
  await saveAlert(records, change.alert)
  scene.announceAlert(change.alert)
  await callDesk.release(scene.caller, alert, change.alert)
  const ticket = alert.ticket === null ? null : await records.tickets.get(alert.ticket)
  if (!ticket) return
  if (survivor === null) {
    const moved = followAlert(ticket, change.alert, null, desk.contextAt(now))
    if (!moved) return
    await saveTicket(records, moved.ticket, ticket)
    scene.announceTicket(moved.ticket)
    return
  }
  const target = survivor.ticket === null ? null : await records.tickets.get(survivor.ticket)
  if (!target) return
  const command = { action: 'merge' as const, into: target.ticket, reason: '话题已并入另一话题' }
  const merged = act(ticket, command, deskMachine, desk.contextAt(now, target))
  if (!merged.ok) {
    scene.logger.info({ ticket: ticket.ticket, into: target.ticket, err: merged.error }, 'ticket not merged')
    return
  }
  await saveTicket(records, merged.value.ticket, ticket)
  scene.announceTicket(merged.value.ticket)
  for (const taken of merged.value.others) {
    await saveTicket(records, taken, target)
    scene.announceTicket(taken)
  }
}

/** Changes of one topic come in order, those of two do not: the topic that took this one in may be gone by now. */
async function lastOf({ records }: Scene, topic: string): Promise<string> {
  let id = topic
  for (let hops = 0; hops < mostHops; hops += 1) {
    const next = (await records.topics.get(id))?.redirect
    if (next === undefined) return id
    id = next
  }
  return id
}
