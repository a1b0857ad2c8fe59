import { robotsGroup, robotsLimit, type RobotsGroup } from './robots-file.js'
import { comparablePath, decidingRule } from './robots-match.js'

export { robotsLimit }

/** What robots.txt says of one address. */
export interface RobotsVerdict {
  readonly allowed: boolean
  /** The line that decided, as written; null when none did. */
  readonly rule: string | null
  /** Seconds between two requests, when the file asks for it. */
  readonly crawlDelay: number | null
}

/** What a robots.txt says to one crawler, however it was answered. */
export interface RobotsRules {
  /** Nothing is known of the file, because its server is ill: nothing may be fetched. */
  readonly unreachable: boolean
  readonly group: RobotsGroup
}

const nothing: RobotsGroup = { rules: [], crawlDelay: null }

/**
 * The rules of a file for `agent`. `status` is that of the robots.txt itself: 4xx, and redirects that led nowhere, count as
 * an empty file, 5xx as one that forbids everything (RFC 9309, 2.3.1); so does 429, since whoever is asked too often says
 * nothing of what is allowed.
 */
export function robotsRules(robots: string, agent: string, status = 200): RobotsRules {
  const unreachable = status === 429 || status >= 500 || status < 100
  return { unreachable, group: status >= 200 && status < 300 ? robotsGroup(robots, agent) : nothing }
}

/** Whether an address may be fetched by these rules. /robots.txt itself is always allowed. */
export function judgeByRobots({ unreachable, group }: RobotsRules, url: URL): RobotsVerdict {
  if (url.pathname === '/robots.txt') return { allowed: true, rule: null, crawlDelay: group.crawlDelay }
  if (unreachable) return { allowed: false, rule: null, crawlDelay: null }
  const rule = decidingRule(group.rules, comparablePath(url))
  return { allowed: rule?.allow ?? true, rule: rule?.line ?? null, crawlDelay: group.crawlDelay }
}

/**
 * Bytes of a robots.txt → its text, up to the limit and without the line that the limit cuts. What is no UTF-8 (paths in
 * GBK, say) keeps its octets, percent-encoded: they are what addresses are compared with.
 */
export function robotsText(bytes: Uint8Array): string {
  const within = bytes.length > robotsLimit ? bytes.subarray(0, bytes.lastIndexOf(0x0a, robotsLimit) + 1) : bytes
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(within)
  } catch {
    return percentEncoded(within)
  }
}

const percentEncoded = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase()}`)).join(
    '',
  )

/** Whether `agent` may fetch `url` by this robots.txt (RFC 9309). */
export const canFetch = (robots: string, agent: string, url: string, status = 200): RobotsVerdict =>
  judgeByRobots(robotsRules(robots, agent, status), new URL(url))
