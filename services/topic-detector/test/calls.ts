import { onTopicChanged, spoken } from '@guanlan/alerts'
import type { Alert, DomainEvent } from '@guanlan/contracts'

/** What the desk is called for when these topics are told, in order: `<first member> <what> <step> at <items>`. */
export function callsFor(
  told: readonly DomainEvent<'topic.changed'>[],
  nameOf: (members: readonly string[]) => string = ([first]) => first ?? '',
): string[] {
  const alerts = new Map<string, Alert>()
  return told.flatMap(({ at, live, body }) => {
    const { alert, effects } = onTopicChanged(alerts.get(body.topic) ?? null, body, { now: at, live })
    if (alert) alerts.set(body.topic, alert)
    return spoken(effects).map(({ kind, step }) => `${nameOf(body.members)} ${kind} ${step} at ${body.items}`)
  })
}
