import { AppError, HOUR, MINUTE, ok, type Clock, type Result } from '@guanlan/kernel'
import { canFetch, type RobotsVerdict } from './robots.js'

/** A robots.txt as it was answered. */
export interface RobotsAnswer {
  readonly status: number
  readonly text: string
}

interface Entry {
  readonly answer: Promise<Result<RobotsAnswer>>
  until: number
}

const maxHosts = 5_000

/**
 * Rules per origin: kept an hour of wall time; a server error forbids everything for ten minutes, then it is asked
 * again; a robots.txt that could not be reached at all is not kept. Asked once at a time per origin.
 */
export class RobotsCache {
  readonly #entries = new Map<string, Entry>()
  readonly #load: (url: URL, signal: AbortSignal) => Promise<Result<RobotsAnswer>>
  readonly #agent: string
  readonly #clock: Clock

  /** `load` fetches one robots.txt; any status is an answer, only unreachability is an error. */
  constructor(agent: string, clock: Clock, load: (url: URL, signal: AbortSignal) => Promise<Result<RobotsAnswer>>) {
    this.#agent = agent
    this.#clock = clock
    this.#load = load
  }

  /** Verdict on `url`, or the error that kept its robots.txt from being read. */
  async check(url: URL, signal: AbortSignal): Promise<Result<RobotsVerdict>> {
    const read = await this.#entry(url, signal).answer
    return read.ok ? ok(canFetch(read.value.text, this.#agent, url.href, read.value.status)) : read
  }

  /** The error of a forbidden address, with the line that forbids it. */
  static refusal(url: URL, verdict: RobotsVerdict): AppError {
    const why = verdict.rule ? `“${verdict.rule.slice(0, 100)}”` : 'robots.txt 暂时无法读取，按不允许处理'
    return new AppError('robots_disallowed', `${url.host}: ${why}`, { url: url.href, rule: verdict.rule })
  }

  #entry(url: URL, signal: AbortSignal): Entry {
    const now = this.#clock.now()
    const known = this.#entries.get(url.origin)
    if (known && known.until > now) return known
    const entry: Entry = { answer: this.#load(new URL('/robots.txt', url), signal), until: now + HOUR }
    this.#entries.delete(url.origin)
    this.#entries.set(url.origin, entry)
    if (this.#entries.size > maxHosts) this.#entries.delete(this.#entries.keys().next().value ?? '')
    void entry.answer.then((read) => {
      if (!read.ok) entry.until = 0
      else if (read.value.status === 429 || read.value.status >= 500) entry.until = this.#clock.now() + 10 * MINUTE
    })
    return entry
  }
}
