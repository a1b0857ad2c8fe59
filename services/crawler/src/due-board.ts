import type { Clock, Instant } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'

/** How long the board is trusted, ms by the steady clock: another crawler may have visited, a person may have asked for a visit. */
const trustedMs = 15_000

/**
 * When each source is due, remembered between ticks, so that a tick on which nothing is due costs no query and no
 * transaction. Only a hint: who may visit is decided by the claim in the store.
 */
export class DueBoard {
  readonly #due = new Map<string, Instant>()
  readonly #recordStore: RecordStore
  readonly #wall: Clock
  #readAt = Number.NEGATIVE_INFINITY

  constructor(recordStore: RecordStore, wall: Clock) {
    this.#recordStore = recordStore
    this.#wall = wall
  }

  /** Of `among`, what is due at `now` (domain clock). */
  async due(among: readonly string[], now: Instant): Promise<string[]> {
    if (this.#wall.now() - this.#readAt > trustedMs) {
      for (const row of await this.#recordStore.records.sources.list()) this.#due.set(row.state.source, row.due)
      this.#readAt = this.#wall.now()
    }
    return among.filter((id) => (this.#due.get(id) ?? '') <= now)
  }

  set(source: string, due: Instant): void {
    this.#due.set(source, due)
  }

  /** When a source was due; null for one that was never planned. */
  dueOf(source: string): Instant | null {
    const due = this.#due.get(source)
    return due === undefined || due.startsWith('0000') ? null : due
  }

  /** Looks into the store at the next question. */
  doubt(): void {
    this.#readAt = Number.NEGATIVE_INFINITY
  }
}
