import type { DomainEvent } from '@guanlan/contracts'
import { HOUR, MINUTE, toInstant, toMs } from '@guanlan/kernel'
import type { TimerRow } from '@guanlan/record-store'
import { station } from './station.js'

export type Sighted = DomainEvent<'matter.sighted'>

/** So long (ms after it was seen) an answer waits for its question: what is live may be urgent, back-fill has time. */
const patience = { live: 3 * MINUTE, backfill: 2 * HOUR }

const prefix = 'answer:'

/**
 * Answers that came before what they answer, which happens when both were found in one visit: events of different articles
 * keep no order. Put where its question is, an answer tells what became of it; alone it would open a topic of its own.
 */
export interface WaitingAnswers {
  /** Timer after which the answer goes its own way. */
  hold(answer: Sighted, question: string): TimerRow
  /** Answers to a question that came at last, in the order in which they came; they wait no longer. */
  take(question: string): Sighted[]
  /** The answer whose time has come; null when it is another timer, or its question came. */
  release(timer: TimerRow): Sighted | null
}

/** Those that the timers remember. */
export function createWaitingAnswers(timers: readonly TimerRow[]): WaitingAnswers {
  const byQuestion = new Map<string, Map<string, Sighted>>()
  const keep = (answer: Sighted, question: string) => {
    const waiting = byQuestion.get(question) ?? new Map<string, Sighted>()
    byQuestion.set(question, waiting.set(answer.body.article, answer))
  }
  for (const timer of timers) {
    const answer = answerOf(timer)
    if (answer?.body.replyTo !== undefined) keep(answer, answer.body.replyTo)
  }
  return {
    hold(answer, question) {
      keep(answer, question)
      const { seen } = answer.body
      const due = toInstant(toMs(seen) + (answer.live ? patience.live : patience.backfill))
      return { id: answerId(answer), station, due, payload: answer }
    },
    take(question) {
      const waiting = [...(byQuestion.get(question)?.values() ?? [])]
      byQuestion.delete(question)
      return waiting
    },
    release(timer) {
      const answer = answerOf(timer)
      const question = answer?.body.replyTo
      if (!answer || question === undefined) return null
      const waiting = byQuestion.get(question)
      const held = waiting?.get(answer.body.article) ?? null
      waiting?.delete(answer.body.article)
      if (waiting?.size === 0) byQuestion.delete(question)
      return held
    },
  }
}

/** Id of the timer of a waiting answer. */
export const answerId = (answer: Sighted): string => `${prefix}${answer.body.article}`

const answerOf = (timer: TimerRow): Sighted | null => (timer.id.startsWith(prefix) ? (timer.payload as Sighted) : null)
