import { setMaxListeners } from 'node:events'
import {
  AppError,
  err,
  MINUTE,
  ok,
  steadyClock,
  systemClock,
  type Clock,
  type Logger,
  type Result,
} from '@guanlan/kernel'
import type { Agent, Dispatcher } from 'undici'
import { checkAddress, type AddressPolicy } from './check-address.js'
import { deadlineOf } from './deadline.js'
import { retryAfterMs, toFetchError } from './errors.js'
import { guardedAgent, type Resolve } from './guarded-agent.js'
import { HostQueue } from './host-queue.js'
import { readBody } from './read-body.js'
import { RobotsCache, type RobotsAnswer } from './robots-cache.js'
import { robotsLimit, robotsText } from './robots.js'

/** What the fetcher needs of config/office/fetcher.yaml; durations in milliseconds. */
export interface FetcherSettings {
  readonly agent: string
  readonly allow_private: readonly string[]
  readonly ports: readonly number[]
  readonly maxBytes: number
  readonly connectTimeout: number
  readonly firstByteTimeout: number
  readonly totalTimeout: number
  readonly maxRedirects: number
  readonly hostDelay: number
  readonly concurrency: number
}

export interface FetchOptions {
  /** Validators of the last answer: 304 then comes back as `notModified`. */
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
  /** Shortest time between two requests to this host (ms, wall); robots.txt may ask for more. */
  readonly hostDelay?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** A file that is itself gzip (`sitemap.xml.gz`) comes back unpacked, under the same limits as a compressed answer. */
  readonly gunzip?: boolean | undefined
  /** BCP 47 tag of the language that is asked for first; default zh-CN. */
  readonly language?: string | undefined
}

/** A 2xx or 304 answer. Anything else is the error `http_status` with `details.status` and `details.retryAfterMs`. */
export interface FetchResult {
  readonly status: number
  readonly notModified: boolean
  /** Address after redirects. */
  readonly url: string
  readonly contentType: string | undefined
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  /** Unpacked body; empty when not modified. */
  readonly bytes: Uint8Array
  /** From the first byte sent to the last one read, without waiting for the host's turn. */
  readonly ms: number
  /** Between the starts of two requests to this host, ms: ours, or what its robots.txt asks for. */
  readonly hostDelay: number
}

/** A longer Crawl-delay counts as this (ms): nobody means to be read once a day, page by page. */
const LONGEST_DELAY = 10 * MINUTE

export interface Fetcher {
  /**
   * Fetches one address politely and safely. Errors: `address_refused`, `robots_disallowed`, `dns_failed`,
   * `connect_failed`, `tls_failed`, `fetch_timeout`, `fetch_too_large`, `too_many_redirects`, `http_status`,
   * `shutting_down`.
   */
  fetch(url: string, options?: FetchOptions): Promise<Result<FetchResult>>
  /** Ends running requests and connections. */
  close(): Promise<void>
}

export interface FetcherParts {
  readonly logger: Logger
  /** Wall clock: for dates in answers, and how long robots.txt is believed. */
  readonly clock?: Clock
  /** Times the delay between two requests to a host; the process's steady clock. */
  readonly pace?: Clock
  readonly resolve?: Resolve
}

/** One client for a whole process: its delays and its memory of robots.txt hold for everybody who fetches through it. */
export function createFetcher(
  settings: FetcherSettings,
  { logger, clock = systemClock, pace = steadyClock, resolve }: FetcherParts,
): Fetcher {
  const agent = guardedAgent({ allowPrivate: settings.allow_private, connectTimeout: settings.connectTimeout, resolve })
  const closing = new AbortController()
  // One listener per running request; more than ten are no leak.
  setMaxListeners(0, closing.signal)
  const policy = { ports: settings.ports, allowPrivate: settings.allow_private }
  const queue = new HostQueue(settings.concurrency, pace)
  const ask = requester(agent, settings, clock)
  const robots = new RobotsCache(settings.agent, clock, (url, signal) => loadRobots(ask, policy, url, signal))

  async function hops(start: string, options: FetchOptions, signal: AbortSignal): Promise<Result<FetchResult>> {
    let address = start
    for (let hop = 0; hop <= settings.maxRedirects; hop += 1) {
      const verdict = checkAddress(address, policy)
      if (!verdict.allowed)
        return err(
          new AppError('address_refused', `${address.slice(0, 200)}: ${verdict.reason}`, {
            url: address,
            hop,
            reason: verdict.reason,
          }),
        )
      const url = new URL(address)
      url.hash = ''
      const answer = await turn(url, options, signal)
      if (!answer.ok) return answer
      if (answer.value.location === undefined) return ok(answer.value.result)
      address = answer.value.location
    }
    return err(
      new AppError('too_many_redirects', `${start}: 跳转超过 ${settings.maxRedirects} 次`, {
        url: start,
        last: address.slice(0, 300),
      }),
    )
  }

  /** One request in the host's turn: robots.txt first, its delay counts from then on. */
  async function turn(url: URL, options: FetchOptions, signal: AbortSignal): Promise<Result<Answer>> {
    let delay = options.hostDelay ?? settings.hostDelay
    const work = async () => {
      const deadline = deadlineOf([signal], settings.totalTimeout)
      try {
        const verdict = await robots.check(url, deadline.signal)
        if (!verdict.ok) return verdict
        if (!verdict.value.allowed) return err(RobotsCache.refusal(url, verdict.value))
        delay = Math.max(delay, Math.min((verdict.value.crawlDelay ?? 0) * 1_000, LONGEST_DELAY))
        return await ask(url, { ...options, hostDelay: delay, signal: deadline.signal })
      } finally {
        deadline.done()
      }
    }
    return queue.run(url.host, () => delay, signal, work)
  }

  return {
    async fetch(url, options = {}) {
      const { signal, done } = deadlineOf([closing.signal, ...(options.signal ? [options.signal] : [])])
      const fetched = await hops(url, options, signal).catch((thrown: unknown) => err(toFetchError(thrown, url)))
      // Whatever an aborted request died of, it was us.
      const broken = !fetched.ok && signal.aborted
      const result = broken ? err(new AppError('shutting_down', '请求已中止')) : fetched
      done()
      if (!result.ok)
        logger.debug(
          { ...place(url), code: result.error.code, status: result.error.details['status'] },
          'fetch refused or failed',
        )
      return result
    },
    async close() {
      closing.abort(new AppError('shutting_down', 'fetcher is closing'))
      await agent.destroy()
    },
  }
}

/** Host and path for the log; a query may carry a person. */
function place(url: string): { host: string; path: string } {
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: '', pathname: '' }
  return { host, path: pathname }
}

interface Answer {
  readonly result: FetchResult
  /** Where a redirect points to, absolute. */
  readonly location?: string
}

interface AskOptions extends Omit<FetchOptions, 'signal'> {
  readonly signal: AbortSignal
  readonly maxBytes?: number
  readonly truncate?: boolean
  readonly anyStatus?: boolean
}

type Ask = (url: URL, options: AskOptions) => Promise<Result<Answer>>

/** One request without redirects. The address must have been checked. */
function requester(agent: Agent, settings: FetcherSettings, clock: Clock): Ask {
  return async (url, options) => {
    const started = steadyClock.now()
    try {
      const response = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers: headersOf(settings.agent, options),
        headersTimeout: settings.firstByteTimeout,
        bodyTimeout: settings.firstByteTimeout,
        signal: options.signal,
      })
      const { statusCode: status, headers, body } = response
      const location = status >= 300 && status < 400 && status !== 304 ? one(headers['location']) : undefined
      const encodings = (one(headers['content-encoding']) ?? '')
        .toLowerCase()
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean)
      // Looked at by its first bytes: what is not packed is passed on as it is.
      if (options.gunzip && encodings.length === 0) encodings.push('gzip')
      const unread = location !== undefined || status === 304 || (status >= 400 && !options.anyStatus)
      if (unread) await body.dump({ limit: 16_384 }).catch(() => undefined)
      const read = unread
        ? ok(new Uint8Array())
        : await readBody(body, encodings, {
            maxBytes: options.maxBytes ?? settings.maxBytes,
            truncate: options.truncate ?? false,
          })
      if (!read.ok) return read
      if (status >= 300 && status !== 304 && location === undefined && !options.anyStatus)
        return err(statusError(url, status, headers, clock.now()))
      const result = {
        status,
        notModified: status === 304,
        url: url.href,
        bytes: read.value,
        ms: steadyClock.now() - started,
        hostDelay: options.hostDelay ?? settings.hostDelay,
        contentType: one(headers['content-type']),
        etag: one(headers['etag']),
        lastModified: one(headers['last-modified']),
      }
      return ok(location === undefined ? { result } : { result, location: new URL(location, url).href })
    } catch (thrown) {
      return err(toFetchError(thrown, url.href))
    }
  }
}

function headersOf(agent: string, { etag, lastModified, language = 'zh-CN' }: AskOptions): Record<string, string> {
  return {
    'user-agent': agent,
    accept:
      'text/html,application/xhtml+xml,application/xml,application/rss+xml,application/atom+xml,application/json;q=0.9,*/*;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
    'accept-language': language.startsWith('zh') ? `${language},zh;q=0.9` : `${language},zh-CN;q=0.5`,
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(lastModified ? { 'if-modified-since': lastModified } : {}),
  }
}

function statusError(url: URL, status: number, headers: Dispatcher.ResponseData['headers'], now: number): AppError {
  return new AppError('http_status', `${url.href}: HTTP ${status}`, {
    url: url.href,
    status,
    retryAfterMs: retryAfterMs(one(headers['retry-after']), now),
  })
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** Reads a robots.txt, up to five redirects (RFC 9309, 2.3.1.2), each hop behind the same guard. */
async function loadRobots(
  ask: Ask,
  policy: AddressPolicy,
  start: URL,
  signal: AbortSignal,
): Promise<Result<RobotsAnswer>> {
  let url = start
  for (let hop = 0; hop <= 5; hop += 1) {
    const answer = await ask(url, { signal, maxBytes: robotsLimit + 1, truncate: true, anyStatus: true })
    if (!answer.ok) return answer
    const { result, location } = answer.value
    if (location === undefined) return ok({ status: result.status, text: robotsText(result.bytes) })
    if (!checkAddress(location, policy).allowed) break
    url = new URL(location)
  }
  // Redirected in circles or to where nobody may go: as good as none.
  return ok({ status: 404, text: '' })
}
