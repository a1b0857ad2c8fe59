/** So many messages within any `perMs`, as the makers of chat robots allow. */
export interface PaceLimit {
  readonly most: number
  readonly perMs: number
}

/** Counts what is sent, so that a robot is not shut up for minutes because it was asked too often. Clock in epoch ms. */
export class Pace {
  readonly #limit: PaceLimit
  readonly #now: () => number
  #sent: number[] = []
  #notBefore = 0

  constructor(limit: PaceLimit, now: () => number) {
    this.#limit = limit
    this.#now = now
  }

  /** Takes a place: 0, or the milliseconds after which to ask again. */
  take(): number {
    const now = this.#now()
    if (now < this.#notBefore) return this.#notBefore - now
    this.#sent = this.#sent.filter((at) => at > now - this.#limit.perMs && at <= now)
    const oldest = this.#sent[0]
    if (this.#sent.length >= this.#limit.most && oldest !== undefined) return oldest + this.#limit.perMs - now
    this.#sent.push(now)
    return 0
  }

  /** The other side says that it was too often: nothing for so long. */
  rest(ms: number): void {
    this.#notBefore = Math.max(this.#notBefore, this.#now() + ms)
  }
}
