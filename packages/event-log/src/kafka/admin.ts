import type { Admin } from 'kafkajs'
import type { ClientFactory } from './client.js'
import { explain, traitsOf } from './explain.js'
import { pause, within } from './wait.js'

/** Longest that one question to the broker may take. */
const LONGEST_MS = 12_000

/** A partition that is new, or changes hands, has nobody to answer for it for a moment. */
const LEADERLESS = /^(?:NOT_LEADER_FOR_PARTITION|LEADER_NOT_AVAILABLE)$/
const LEADERLESS_MS = 250
const MOST_TRIES = 12

/** Asks the broker about topics, offsets and groups over one kept connection; opens a new one after trouble. */
export interface AdminDesk {
  /** Errors come as AppError (`log_unavailable`, `config_invalid`); `doing` is what the sentence begins with. */
  ask<T>(doing: string, question: (admin: Admin) => Promise<T>, longestMs?: number): Promise<T>
  close(): Promise<void>
}

export function createAdminDesk(createClient: ClientFactory, brokers: readonly string[]): AdminDesk {
  let current: Promise<Admin> | null = null
  let closed = false
  const open = async (): Promise<Admin> => {
    // Few retries: a broker that is away is told at once, and the caller asks again.
    const admin = createClient({ requestTimeout: 5_000, retry: { retries: 2, initialRetryTime: 150 } }).admin()
    try {
      await admin.connect()
    } catch (thrown) {
      await admin.disconnect().catch(() => undefined)
      throw thrown
    }
    return admin
  }
  const drop = (opened: Promise<Admin>) => {
    if (current === opened) current = null
    opened.then((admin) => admin.disconnect()).catch(() => undefined)
  }

  return {
    async ask(doing, question, longestMs = LONGEST_MS) {
      for (let tried = 1; ; tried += 1) {
        if (closed) throw explain(new Error('event log is closed'), brokers, doing)
        current ??= open()
        const opened = current
        opened.catch(() => undefined)
        try {
          return await within(longestMs, opened.then(question), () => {
            throw new Error('timed out')
          })
        } catch (thrown) {
          const { types } = traitsOf(thrown)
          // A refusal leaves the connection good; anything else may be the connection's fault, or that of stale metadata.
          if (!types.some((type) => /AUTHORIZATION_FAILED|ALREADY_EXISTS/.test(type))) drop(opened)
          if (tried >= MOST_TRIES || !types.some((type) => LEADERLESS.test(type))) throw explain(thrown, brokers, doing)
          await pause(LEADERLESS_MS)
        }
      }
    },
    async close() {
      closed = true
      const opened = current
      current = null
      if (opened)
        await within(
          2_000,
          opened.then((admin) => admin.disconnect()).catch(() => undefined),
          () => undefined,
        )
    },
  }
}
