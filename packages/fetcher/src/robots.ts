import robotsParser from 'robots-parser'

/** What robots.txt says of one address. */
export interface RobotsVerdict {
  readonly allowed: boolean
  /** The line that decided, as written; null when none did. */
  readonly rule: string | null
  /** Seconds between two requests, when the file asks for it. */
  readonly crawlDelay: number | null
}

interface Rules {
  isAllowed(url: string, agent?: string): boolean | undefined
  getMatchingLineNumber(url: string, agent?: string): number
  getCrawlDelay(agent?: string): number | undefined
}
/** The package's typings declare a module inside a module; this is the function that it exports. */
const parse = robotsParser as unknown as (url: string, text: string) => Rules

/** RFC 9309, 2.5: a crawler must read at least 500 KiB; what is beyond is not read. */
export const robotsLimit = 500 * 1024

/** `GuanlanBot/0.1 (+https://…)` → `GuanlanBot`: the product token that groups are matched with (RFC 9309, 2.2.1). */
export const productToken = (agent: string): string => /^[A-Za-z_-]+/.exec(agent.trim())?.[0] ?? '*'

/**
 * Whether `agent` may fetch `url` by this robots.txt. `status` is that of the robots.txt itself: 4xx counts as an empty
 * file, 5xx and 429 as one that forbids everything (RFC 9309, 2.3.1). /robots.txt itself is always allowed.
 */
export function canFetch(robots: string, agent: string, url: string, status = 200): RobotsVerdict {
  if (status === 429 || status >= 500) return { allowed: false, rule: null, crawlDelay: null }
  if (status >= 400) return { allowed: true, rule: null, crawlDelay: null }
  const text = robots.replace(/^\ufeff/, '').slice(0, robotsLimit)
  const { origin, pathname } = new URL(url)
  const rules = parse(`${origin}/robots.txt`, text)
  const token = productToken(agent)
  const line = rules.getMatchingLineNumber(url, token)
  const delay = rules.getCrawlDelay(token)
  return {
    allowed: pathname === '/robots.txt' || rules.isAllowed(url, token) !== false,
    rule: line > 0 ? (text.split(/\r\n|\r|\n/)[line - 1]?.trim() ?? null) : null,
    crawlDelay: delay !== undefined && Number.isFinite(delay) && delay >= 0 ? delay : null,
  }
}
