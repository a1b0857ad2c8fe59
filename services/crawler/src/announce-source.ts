import { encode, makeEvent, topicOf, type SourceState } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'

/** Tells everybody (event and change feed) that the desk hears a source better or worse than before. */
export async function announceSource(records: Records, state: SourceState, now: Instant): Promise<void> {
  const event = makeEvent({
    type: 'source.changed',
    station: 'crawler',
    key: state.source,
    at: now,
    cause: null,
    ordinal: state.version,
    trace: state.source,
    live: true,
    body: state,
  })
  await records.outbox.add([{ id: event.id, topic: topicOf(event.type), key: event.key, value: encode(event) }])
  await records.feed.append([{ kind: 'source', id: state.source, at: now, body: state }])
}

/** Only what a person would act on: another health, or another reason for it. */
export const isNews = (before: SourceState, after: SourceState): boolean =>
  before.health !== after.health || before.problem?.code !== after.problem?.code
