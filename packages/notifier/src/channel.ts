import { AppError, type Result } from '@guanlan/kernel'
import type { PaceLimit } from './pace.js'

/** A call as the record store keeps it: every attempt has the same key and the same body. */
export interface Call {
  /** Idempotency key: the receiver may see it more than once and acts once. */
  readonly key: string
  readonly channel: string
  /** Sent as JSON. */
  readonly body: unknown
}

/** The receiver took it. `status`: of HTTP, or of SMTP (250). `ms` is wall time. */
export interface Delivery {
  readonly status: number
  readonly ms: number
}

/** The receiver did not take it. */
export interface Undelivered {
  /** `notify_failed`, with `status` or `reason` in its details: never what the receiver wrote. */
  readonly problem: AppError
  /** Whether trying again can help: no for a refusal (4xx) and for what can never be sent. */
  readonly again: boolean
  /** What the receiver asked for by Retry-After, in milliseconds; null when it said nothing. */
  readonly retryAfterMs: number | null
  /** The receiver says that it was asked too often: no attempt, never a reason to give up, and nothing more for it until `retryAfterMs` are over. */
  readonly paced?: boolean
}

/** A way out: a webhook, a robot of a group chat, an SMS gateway, a mail server. */
export interface Channel {
  readonly id: string
  /** Limits of the maker; whoever sends keeps them (pace.ts). Left out: none. */
  readonly limits?: readonly PaceLimit[]
  /** One attempt, over within its own time limit. Never throws. */
  send(call: Call): Promise<Result<Delivery, Undelivered>>
  close(): Promise<void>
}

/** A refusal as the channels write it. */
export const undelivered = (
  message: string,
  details: Record<string, unknown>,
  again: boolean,
  retryAfterMs: number | null = null,
): Undelivered => ({ problem: new AppError('notify_failed', message, details), again, retryAfterMs })
