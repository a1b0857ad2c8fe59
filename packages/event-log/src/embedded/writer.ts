import { storeError, type Database } from '@guanlan/sqlite'
import type { AppError } from '@guanlan/kernel'
import { OFFSETS_PER_PARTITION } from './schema.js'

export interface NumberedMessage {
  readonly number: number
  readonly key: string
  readonly value: string
}

type Job =
  | { readonly kind: 'publish'; readonly messages: readonly NumberedMessage[] }
  | { readonly kind: 'hold'; readonly messages: readonly NumberedMessage[]; readonly due: number }
  | { readonly kind: 'promote'; readonly now: number }
  | { readonly kind: 'commit'; readonly group: string; readonly number: number; readonly next: number }

/** Held messages appended in one transaction. */
const PROMOTED_AT_ONCE = 500

interface Queued {
  readonly job: Job
  readonly resolve: () => void
  readonly reject: (error: AppError) => void
}

/**
 * Group commit: publications and commits of one turn of the event loop share a transaction, and so one fsync.
 * Without it an fsync per batch and station would be the river's speed.
 */
export function createWriter(db: Database, published: () => void) {
  const next = db.prepare(
    'UPDATE partitions SET next_offset = next_offset + ? WHERE number = ? RETURNING next_offset AS next',
  )
  const insert = db.prepare('INSERT INTO messages (id, key, value, published_at) VALUES (?, ?, ?, ?)')
  const hold = db.prepare('INSERT INTO held (due, number, key, value) VALUES (?, ?, ?, ?)')
  const takeDue = db.prepare(
    `DELETE FROM held WHERE id IN (SELECT id FROM held WHERE due <= ? ORDER BY due, id LIMIT ${PROMOTED_AT_ONCE})
     RETURNING id, due, number, key, value`,
  )
  const setPosition = db.prepare(
    'INSERT INTO positions (grp, number, next_offset) VALUES (?, ?, ?) ON CONFLICT (grp, number) DO UPDATE SET next_offset = excluded.next_offset',
  )
  let queue: Queued[] = []
  let scheduled: Promise<void> | null = null
  let lastError: AppError | null = null

  const run = (job: Job) => {
    if (job.kind === 'commit') {
      setPosition.run(job.group, job.number, job.next)
      return
    }
    if (job.kind === 'hold') {
      for (const { number, key, value } of job.messages) hold.run(job.due, number, key, value)
      return
    }
    if (job.kind === 'promote') {
      const due = takeDue.all(job.now) as (NumberedMessage & { id: number; due: number })[]
      append(due.sort((a, b) => a.due - b.due || a.id - b.id))
      return
    }
    append(job.messages)
  }
  const append = (messages: readonly NumberedMessage[]) => {
    const publishedAt = Date.now()
    const counts = new Map<number, number>()
    for (const { number } of messages) counts.set(number, (counts.get(number) ?? 0) + 1)
    const cursor = new Map<number, number>()
    for (const [number, count] of counts) {
      const row = next.get(count, number) as { next: number }
      cursor.set(number, number * OFFSETS_PER_PARTITION + row.next - count)
    }
    for (const message of messages) {
      const id = cursor.get(message.number) ?? 0
      cursor.set(message.number, id + 1)
      insert.run(id, message.key, message.value, publishedAt)
    }
  }
  const runAll = db.transaction((jobs: readonly Queued[]) => {
    for (const { job } of jobs) run(job)
  })

  const settle = (jobs: readonly Queued[]) => {
    try {
      runAll(jobs)
      lastError = null
      for (const { resolve } of jobs) resolve()
    } catch (thrown) {
      const error = storeError(thrown)
      lastError = error
      for (const { reject } of jobs) reject(error)
    }
  }
  const flush = () => {
    scheduled = null
    const jobs = queue
    queue = []
    if (jobs.length === 0) return
    settle(jobs)
    if (jobs.some(({ job }) => job.kind === 'publish' || job.kind === 'promote')) published()
  }
  const enqueue = (job: Job): Promise<void> => {
    const done = new Promise<void>((resolve, reject) => queue.push({ job, resolve, reject }))
    scheduled ??= new Promise((resolve) =>
      setImmediate(() => {
        flush()
        resolve()
      }),
    )
    return done
  }

  return {
    publish: (messages: readonly NumberedMessage[]) => enqueue({ kind: 'publish', messages }),
    /** Keeps messages beside the log until their time. */
    hold: (messages: readonly NumberedMessage[], due: number) => enqueue({ kind: 'hold', messages, due }),
    /** Appends those held messages whose time has come, at most some hundred at once. */
    promote: (now: number) => enqueue({ kind: 'promote', now }),
    commit: (group: string, number: number, nextOffset: number) =>
      enqueue({ kind: 'commit', group, number, next: nextOffset }),
    /** Error of the last transaction, or null when it went through. */
    lastError: () => lastError,
    async flush() {
      flush()
    },
  }
}
