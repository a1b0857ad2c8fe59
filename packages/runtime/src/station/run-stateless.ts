import {
  encode,
  makeEvent,
  retryTopicOf,
  topicOf,
  type DomainEvent,
  type EventName,
  type StationName,
} from '@guanlan/contracts'
import { DEFAULT_MAX_MESSAGE_CHARS, type DeliveredMessage, type OutgoingMessage } from '@guanlan/event-log'
import { toAppError, toInstant } from '@guanlan/kernel'
import { createFaultCounter, isOutage, MAX_ATTEMPTS } from './attempts.js'
import { consume } from './consume.js'
import type { RunningService, ServiceContext } from './context.js'
import { originOf, setAside, type Failure } from './dead-letter.js'
import { decodeBatch } from './decode-batch.js'
import type { Emit, StatelessStation, Step } from './define-station.js'

type Written = { id: string; topic: string; message: OutgoingMessage }
interface Handled {
  readonly written: Written[]
  readonly failure?: Failure
  readonly later?: { message: DeliveredMessage; delayMs: number }
  readonly outcome: string
}

/** Starts a stateless station: reads its events, runs the steps, writes, commits. */
export async function runStateless<Name extends StationName, Deps, Work>(
  station: StatelessStation<Name, Deps, Work>,
  deps: Deps,
  context: ServiceContext,
): Promise<RunningService> {
  const { eventLog, metrics, logger } = context
  const steps = station.steps(deps) as readonly (Step<Work> | Emit<Work>)[]
  const faults = createFaultCounter(station.name)

  async function throughSteps(
    input: DomainEvent,
    start: Work,
  ): Promise<
    Omit<Handled, 'failure' | 'later'> & { stop?: Exclude<Awaited<ReturnType<Step<Work>['run']>>, { kind: 'ok' }> }
  > {
    const written: Written[] = []
    let work = start
    for (const step of steps) {
      if ('emits' in step) {
        if (step.when && !step.when(work)) continue
        const output = write(station.name, input, step, work, written.length)
        const { length } = output.message.value
        // The log would refuse it together with its whole batch, again and again.
        if (length > DEFAULT_MAX_MESSAGE_CHARS) {
          const message = `${step.emits}: ${length} characters, at most ${DEFAULT_MAX_MESSAGE_CHARS}`
          return { written: [], outcome: 'dead', stop: { kind: 'dead', reason: 'rejected_by_sink', message } }
        }
        written.push(output)
        continue
      }
      const outcome = await step.run(work)
      if (outcome.kind !== 'ok') return { written: [], outcome: outcome.kind, stop: outcome }
      work = outcome.value
    }
    return { written, outcome: 'ok' }
  }

  async function handleOne(message: DeliveredMessage, input: DomainEvent, work: Work): Promise<Handled> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await throughSteps(input, attempt === 1 ? work : station.start(input))
        faults.succeeded()
        const { stop } = result
        if (stop?.kind === 'dead')
          return {
            written: [],
            outcome: 'dead',
            failure: { message, code: stop.reason, reason: stop.message, attempts: attempt },
          }
        if (stop?.kind === 'later') return { written: [], outcome: 'later', later: { message, delayMs: stop.delayMs } }
        return { written: result.written, outcome: stop ? `drop:${stop.reason}` : 'ok' }
      } catch (thrown) {
        const error = toAppError(thrown)
        metrics.failures.inc({ station: station.name, code: error.code })
        if (isOutage(error)) throw error
        const { id: event, trace } = input
        logger.warn({ station: station.name, event, trace, attempt, err: error }, 'step failed')
        if (attempt >= MAX_ATTEMPTS) {
          faults.failed(input.id, error)
          return {
            written: [],
            outcome: 'dead',
            failure: { message, code: 'handler_failed', reason: error.message, attempts: attempt },
          }
        }
      }
    }
  }

  async function handle(batch: readonly DeliveredMessage[]): Promise<void> {
    const { events, failures } = decodeBatch(batch)
    const works = events.map(({ event }) => station.start(event))
    await station.prepare?.(works, deps)
    const handled: Handled[] = []
    for (const [i, { message, event }] of events.entries())
      handled.push(await handleOne(message, event, works[i] as Work))
    // Everything is written before anything is committed: a crash in between writes it again, with the same ids.
    const byTopic = new Map<string, OutgoingMessage[]>()
    for (const { written } of handled)
      for (const { topic, message } of written) {
        const list = byTopic.get(topic)
        if (list) list.push(message)
        else byTopic.set(topic, [message])
      }
    // In one turn, so that a log on a server sends them as one request.
    await Promise.all([...byTopic].map(([topic, messages]) => eventLog.publish(topic, messages)))
    for (const { later } of handled)
      if (later)
        await eventLog.publish(retryTopicOf(originOf(later.message.topic), station.name), [later.message], {
          notBefore: Date.now() + later.delayMs,
        })
    const letters = [...failures, ...handled.flatMap(({ failure }) => (failure ? [failure] : []))]
    if (letters.length > 0) await setAside(eventLog, station.name, letters, toInstant(Date.now()), context)
    for (const [i, { outcome, written }] of handled.entries()) {
      metrics.inputs.inc({ station: station.name, outcome })
      const { id, trace } = (events[i] as (typeof events)[number]).event
      logger.debug(
        { station: station.name, event: id, trace, outcome, wrote: written.map((each) => each.id) },
        'handled',
      )
    }
    if (failures.length > 0) metrics.inputs.inc({ station: station.name, outcome: 'dead' }, failures.length)
  }

  return consume(station.name, handle, context)
}

function write<Work>(station: string, input: DomainEvent, step: Emit<Work>, work: Work, ordinal: number): Written {
  const event = makeEvent<EventName>({
    type: step.emits,
    station,
    key: step.key(work),
    at: input.at,
    cause: input.id,
    ordinal,
    trace: input.trace,
    live: input.live,
    body: step.body(work),
  })
  return { id: event.id, topic: topicOf(step.emits), message: { key: event.key, value: encode(event) } }
}
