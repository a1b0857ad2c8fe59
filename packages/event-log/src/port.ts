import type { Logger } from '@guanlan/kernel'

/** One message to publish. The key decides the partition and so the order; the value is an encoded event. */
export interface OutgoingMessage {
  readonly key: string
  readonly value: string
}

/** One message as a group receives it. */
export interface DeliveredMessage extends OutgoingMessage {
  readonly topic: string
  readonly partition: number
  /** Grows within topic and partition; gaps are allowed. */
  readonly offset: number
  /** Wall time of publication, epoch ms. */
  readonly publishedAt: number
}

export interface TopicSpec {
  readonly name: string
  readonly partitions: number
  readonly retentionDays: number
}

export interface SubscribeOptions {
  /** Consumer group = service name. Offsets belong to it and survive restarts. */
  readonly group: string
  readonly topics: readonly string[]
  /** Most messages handed over at once (default 256). */
  readonly maxBatch?: number
  /** Most UTF-16 units of values handed over at once (default 4 million); a single larger message still comes, alone. */
  readonly maxBatchChars?: number
  /**
   * Handles one batch: messages of one partition, in order. Resolving commits the whole batch; rejecting leaves it
   * uncommitted, and it is handed over again after a pause. `signal` aborts when the subscription stops, or when another
   * member of the group has taken the partition over: what is handled from then on is not committed.
   */
  readonly handle: (batch: readonly DeliveredMessage[], signal: AbortSignal) => Promise<void>
}

export interface Subscription {
  /**
   * Takes no further batch, waits for the running handlers up to `deadlineMs`, commits what they finished. Resolves
   * false when a handler did not end in time: its batch stays uncommitted.
   */
  stop(deadlineMs: number): Promise<boolean>
}

export interface GroupLag {
  readonly topic: string
  readonly partition: number
  /** Messages published and not yet committed by the group; held-back ones count from their time on. */
  readonly lag: number
}

/** A message that a group has still to handle. */
export interface WaitingMessage extends OutgoingMessage {
  readonly topic: string
  /** Wall time, epoch ms, until which it is held back; null = it waits for the group alone. */
  readonly notBefore: number | null
}

/**
 * The log that every hop of the river goes through. Promises, each proven by contract.ts for every adapter:
 * - at least once: what `publish` resolved for is handed to every group until that group's handler resolved for it;
 * - order: messages of one key arrive in the order of publication, while other keys go on when one handler waits;
 * - commit only after the handler; after a crash or a rejected handler the batch comes again;
 * - offsets survive restarts; a new group starts at the oldest message kept;
 * - subscriptions of one group share its partitions; what one of them leaves, the others take over (some may be repeated);
 * - memory is bounded: one batch per partition is in flight, and some that were fetched wait behind it;
 * - `notBefore` holds a message back without holding up any other; it comes some time after, never before;
 * - a message over `maxMessageChars` is refused at `publish` with `message_too_large`, and nothing of its call is kept; a
 *   dead-letter topic (`*.dlq`) takes three times as much, so that what was accepted once can also be set aside.
 */
export interface EventLog {
  /** Creates what is missing; never shrinks. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>
  /** Resolves when all messages are durable, in this order. Errors: `message_too_large`, `log_unavailable`, `store_full`. */
  publish(topic: string, messages: readonly OutgoingMessage[], options?: { notBefore?: number }): Promise<void>
  subscribe(options: SubscribeOptions): Promise<Subscription>
  /**
   * Browses a topic without a group, oldest first, from after `after` (partition 0's offsets; for dead letters and traces). A
   * page may take some 50 ms, the first of a while longer; to ask again after the last message is cheap.
   */
  read(topic: string, options: { after?: number; partition?: number; limit: number }): Promise<DeliveredMessage[]>
  lag(group: string): Promise<GroupLag[]>
  /**
   * What the group has still to handle of `topics`, those that are held back among them, a bounded number at a time: for
   * moving an office. Messages of one key come in the order of publication, held-back ones apart. A group without a
   * position has everything to handle. What is read is the whole only while nobody publishes or consumes.
   */
  backlog(group: string, topics: readonly string[]): AsyncIterable<readonly WaitingMessage[]>
  /**
   * Drops messages past their topic's retention; returns how many. An adapter that knows its groups keeps what one of them
   * has not handled yet: a desk that was switched off for a month goes on where it stopped.
   */
  expire(now: number): Promise<number>
  /** Error when the log cannot be written or read right now, else null. */
  health(): Promise<Error | null>
  close(): Promise<void>
}

export interface EventLogOptions {
  readonly logger: Logger
  /** Largest value accepted, in UTF-16 units. */
  readonly maxMessageChars?: number
}

export const DEFAULT_MAX_MESSAGE_CHARS = 1_000_000

/** A dead letter carries the message that it is about, quoted as JSON: at most twice as long, and some words beside it. */
export const maxCharsOn = (topic: string, maxMessageChars: number): number =>
  topic.endsWith('.dlq') ? maxMessageChars * 3 : maxMessageChars
