import {
  encode,
  makeEvent,
  retryTopicOf,
  topicOf,
  type DomainEvent,
  type EventName,
  type StationName,
} from '@guanlan/contracts'
import { DEFAULT_MAX_MESSAGE_CHARS, type DeliveredMessage } from '@guanlan/event-log'
import { AppError, toAppError, toInstant, type Logger } from '@guanlan/kernel'
import type { OutboxEvent, Records, TimerRow } from '@guanlan/record-store'
import { createFaultCounter, isOutage, MAX_ATTEMPTS } from './attempts.js'
import { consume } from './consume.js'
import type { RunningService, ServiceContext } from './context.js'
import { originOf, setAside, type Failure } from './dead-letter.js'
import { decodeBatch } from './decode-batch.js'
import type { StatefulStation, StationAtWork, Turn } from './define-station.js'
import { createMutex } from './mutex.js'
import { noFence, takeSeat, type Fence } from './seat.js'
import { MOST_DUE, startTimers } from './timers.js'

interface Input {
  readonly message: DeliveredMessage
  readonly event: DomainEvent
}

/**
 * Starts a stateful station: inbox, rows, timers and outbox of a batch land in one transaction. Where several instances run, one
 * works and the others stand by.
 */
export async function runStateful<Name extends StationName, Deps>(
  station: StatefulStation<Name, Deps>,
  deps: Deps,
  context: ServiceContext,
): Promise<RunningService> {
  const { instance, recordStore, logger, metrics } = context
  const lead = (seated: boolean) => metrics.leader.set({ station: station.name }, seated ? 1 : 0)
  lead(instance === undefined)
  if (instance === undefined) return runSeated(station, deps, context, noFence)
  return takeSeat({
    name: station.name,
    holder: instance,
    recordStore,
    logger,
    begin: (fence) => runSeated(station, deps, context, fence),
    onChange: lead,
  })
}

async function runSeated<Name extends StationName, Deps>(
  station: StatefulStation<Name, Deps>,
  deps: Deps,
  context: ServiceContext,
  fence: Fence,
): Promise<RunningService> {
  const { eventLog, recordStore, metrics, logger, clock } = context
  const faults = createFaultCounter(station.name)
  const exclusive = createMutex()
  let atWork: StationAtWork<Name> | null = await station.open(deps, recordStore.records)
  const attempts = new Map<string, number>()

  /** One transaction. Memory is thrown away with the transaction when it fails. */
  async function inTransaction(
    work: (at: StationAtWork<Name>, turn: Turn<Name>, records: Records) => Promise<void>,
  ): Promise<PutOff> {
    const at = (atWork ??= await station.open(deps, recordStore.records))
    try {
      // Once: what was done in memory cannot be done again over the same memory.
      const done = await recordStore.transaction(
        async (records) => {
          await fence(records)
          const { turn, putOff, outbox, telling } = openTurn(station.name, records, logger)
          await work(at, turn, records)
          await records.inbox.forget(station.name, [...putOff.later.keys(), ...putOff.dead.keys()])
          await records.outbox.add(outbox)
          return { putOff, telling }
        },
        { once: true, isolation: station.isolation ?? 'serializable' },
      )
      for (const tell of done.telling) tell()
      return done.putOff
    } catch (thrown) {
      atWork = null
      throw thrown
    }
  }

  async function handleInputs(inputs: readonly Input[]): Promise<void> {
    let todo: DomainEvent[] = []
    const putOff = await inTransaction(async (at, turn, records) => {
      const fresh = new Set(
        await records.inbox.take(
          station.name,
          inputs.map(({ event }) => event.id),
          toInstant(Date.now()),
        ),
      )
      todo = inputs.flatMap(({ event }) => (fresh.delete(event.id) ? [event] : []))
      if (todo.length > 0) await at.handle(todo, turn)
    })
    metrics.inputs.inc({ station: station.name, outcome: 'ok' }, todo.length)
    metrics.inputs.inc({ station: station.name, outcome: 'drop:duplicate' }, inputs.length - todo.length)
    for (const { id, trace } of todo) logger.debug({ station: station.name, event: id, trace }, 'handled')
    await publishPutOff(inputs, putOff)
  }

  const aside = (letters: readonly Failure[]) =>
    setAside(eventLog, station.name, letters, toInstant(Date.now()), context)

  async function publishPutOff(inputs: readonly Input[], { later, dead }: PutOff): Promise<void> {
    for (const { message, event } of inputs) {
      const delayMs = later.get(event.id)
      if (delayMs !== undefined)
        await eventLog.publish(retryTopicOf(originOf(message.topic), station.name), [message], {
          notBefore: Date.now() + delayMs,
        })
      const reason = dead.get(event.id)
      if (reason) await aside([{ message, ...reason, attempts: 1 }])
    }
  }

  /** After a batch failed: each input in a transaction of its own, so that one bad input is found and set aside alone. */
  async function oneByOne(inputs: readonly Input[]): Promise<void> {
    // Set aside only at the end: when the fault turns out to be ours, none of them was.
    const letters: Failure[] = []
    for (const input of inputs) {
      for (;;) {
        const attempt = (attempts.get(input.event.id) ?? 0) + 1
        try {
          await handleInputs([input])
          attempts.delete(input.event.id)
          faults.succeeded()
          break
        } catch (thrown) {
          const error = toAppError(thrown)
          metrics.failures.inc({ station: station.name, code: error.code })
          if (isOutage(error)) throw error
          attempts.set(input.event.id, attempt)
          const { id: event, trace } = input.event
          logger.warn({ station: station.name, event, trace, attempt, err: error }, 'input failed')
          if (attempt >= MAX_ATTEMPTS) {
            attempts.delete(input.event.id)
            faults.failed(input.event.id, error)
            letters.push({ message: input.message, code: 'handler_failed', reason: error.message, attempts: attempt })
            break
          }
        }
      }
    }
    if (letters.length > 0) await aside(letters)
    metrics.inputs.inc({ station: station.name, outcome: 'dead' }, letters.length)
  }

  async function handle(batch: readonly DeliveredMessage[]): Promise<void> {
    const { events, failures } = decodeBatch(batch)
    if (failures.length > 0) {
      await aside(failures)
      metrics.inputs.inc({ station: station.name, outcome: 'dead' }, failures.length)
    }
    if (events.length === 0) return
    await exclusive(async () => {
      try {
        await handleInputs(events)
      } catch (thrown) {
        const error = toAppError(thrown)
        if (isOutage(error)) throw error
        logger.warn({ station: station.name, inputs: events.length, err: error }, 'batch failed, inputs one by one')
        await oneByOne(events)
      }
    })
  }

  const timers = startTimers({
    station: station.name,
    context,
    exclusive,
    fire: async (chosen) => {
      await inTransaction(async (at, turn, records) => {
        const due = chosen(await records.timers.due(station.name, toInstant(clock.now()), MOST_DUE))
        await records.timers.cancel(
          station.name,
          due.map((timer) => timer.id),
        )
        for (const timer of due) await at.fire?.(timer, turn)
      })
    },
  })
  const consumer = await consume(station.name, handle, context)
  return {
    ...consumer,
    health: async () => (await consumer.health()) ?? timers.trouble(),
    async stop(deadlineMs) {
      const [stopped] = await Promise.all([consumer.stop(deadlineMs), timers.stop()])
      return stopped
    },
  }
}

interface PutOff {
  readonly later: Map<string, number>
  readonly dead: Map<string, { code: string; reason: string }>
}

function openTurn<Name extends StationName>(
  station: Name,
  records: Records,
  logger: Logger,
): { turn: Turn<Name>; putOff: PutOff; outbox: OutboxEvent[]; telling: (() => void)[] } {
  const outbox: OutboxEvent[] = []
  const telling: (() => void)[] = []
  const putOff: PutOff = { later: new Map(), dead: new Map() }
  const turn: Turn<Name> = {
    records,
    emit(input, event) {
      const made = makeEvent<EventName>({ ...event, station, ...causeOf(input) })
      const value = encode(made)
      // The relay could never publish it: then it is this input's fault now, not everybody's later.
      if (value.length > DEFAULT_MAX_MESSAGE_CHARS)
        throw new AppError('message_too_large', `${event.type}: ${value.length} characters`)
      outbox.push({ id: made.id, topic: topicOf(event.type), key: event.key, value })
      const { id, trace, cause, type } = made
      telling.push(() => logger.debug({ station, event: id, trace, cause, type }, 'written'))
    },
    later: (input, { delayMs }) => void putOff.later.set(input.id, delayMs),
    dead: (input, { reason, message }) => void putOff.dead.set(input.id, { code: reason, reason: message }),
    onCommit: (tell) => void telling.push(tell),
  }
  return { turn, putOff, outbox, telling }
}

/** An input hands on its time, trace and liveness; a timer's id is made from its name and due time. */
function causeOf(input: DomainEvent | TimerRow): { at: string; cause: string; trace: string; live: boolean } {
  if ('due' in input)
    return { at: input.due, cause: `timer:${input.id}:${input.due}`.slice(0, 64), trace: input.id, live: true }
  return { at: input.at, cause: input.id, trace: input.trace, live: input.live }
}
