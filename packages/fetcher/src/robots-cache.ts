import { AppError, HOUR, MINUTE, ok, type Clock, type Result } from '@guanlan/kernel'
import { judgeByRobots, robotsRules, type RobotsRules, type RobotsVerdict } from './robots.js'

/** A robots.txt as it was answered. */
export interface RobotsAnswer {
  readonly status: number
  readonly text: string
}

interface Entry {
  readonly rules: Promise<Result<RobotsRules>>
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
    const read = await this.#entry(url, signal).rules
    return read.ok ? ok(judgeByRobots(read.value, url)) : read
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
    const entry: Entry = { rules: this.#read(url, signal), until: now + HOUR }
    this.#entries.delete(url.origin)
    this.#entries.set(url.origin, entry)
    if (this.#entries.size > maxHosts) this.#entries.delete(this.#entries.keys().next().value ?? '')
    void entry.rules.then((read) => {
      if (!read.ok) entry.until = 0
      else if (read.value.unreachable) entry.until = this.#clock.now() + 10 * MINUTE
    })
    return entry
  }

  /** Our group alone is kept: the file may be half a megabyte of other crawlers' rules. */
  async #read(url: URL, signal: AbortSignal): Promise<Result<RobotsRules>> {
    const answer = await this.#load(new URL('/robots.txt', url), signal)
    return answer.ok ? ok(robotsRules(answer.value.text, this.#agent, answer.value.status)) : answer
  }
}
