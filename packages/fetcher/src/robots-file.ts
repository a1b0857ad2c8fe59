import { comparablePattern } from './robots-match.js'

/** One `Allow` or `Disallow` line. */
export interface RobotsRule {
  readonly allow: boolean
  /** What follows the colon, in the form of `comparablePattern`. */
  readonly pattern: string
  /** The whole line, trimmed. */
  readonly line: string
}

/** What a robots.txt says to one crawler. */
export interface RobotsGroup {
  readonly rules: readonly RobotsRule[]
  /** Seconds; null when the file asks for none. */
  readonly crawlDelay: number | null
}

interface Group {
  readonly agents: string[]
  readonly rules: RobotsRule[]
  crawlDelay: number | null
}

/** RFC 9309, 2.5: a crawler must read at least 500 KiB; what is beyond is not read. */
export const robotsLimit = 500 * 1024
/** A longer line is no rule but an attack. */
const longestLine = 16_664

/** Misspellings that are common enough for Google's parser to know them, beside the names themselves. */
const keys: readonly (readonly ['agent' | 'allow' | 'disallow' | 'delay', RegExp])[] = [
  ['agent', /^user[- ]?agent$/],
  ['allow', /^allow$/],
  ['disallow', /^(?:disallow|dissallow|dissalow|disalow|diasllow|disallaw)$/],
  ['delay', /^crawl[- ]?delay$/],
]

/**
 * The group that a crawler obeys (RFC 9309, 2.2): all groups that name its product token, as one; where none does, those
 * of `*`. `agent` is a User-Agent header or a product token. Lines that are none of ours are passed over and end nothing.
 */
export function robotsGroup(robots: string, agent: string): RobotsGroup {
  const groups = groupsOf(robots)
  const token = agentToken(agent)
  const named = [
    groups.filter(({ agents }) => agents.some((name) => nameOf(name) === token)),
    groups.filter(({ agents }) => agents.some((name) => isSameProduct(nameOf(name), token))),
    groups.filter(({ agents }) => agents.some((name) => /^\*(?:\s|$)/.test(name))),
  ].find((found) => found.length > 0)
  const chosen = named ?? []
  return {
    rules: chosen.flatMap(({ rules }) => rules),
    crawlDelay: chosen.map(({ crawlDelay }) => crawlDelay).find((delay) => delay !== null) ?? null,
  }
}

function groupsOf(robots: string): Group[] {
  const groups: Group[] = []
  let current: Group | undefined
  let ruled = false
  for (const line of linesOf(robots)) {
    const read = record(line)
    if (!read) continue
    const [key, value] = read
    if (key === 'agent') {
      if (!current || ruled) groups.push((current = { agents: [], rules: [], crawlDelay: null }))
      current.agents.push(value)
      ruled = false
    } else if (current && key === 'delay') {
      const delay = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN
      if (Number.isFinite(delay)) current.crawlDelay ??= delay
    } else if (current && key !== 'delay') {
      ruled = true
      if (value !== '')
        current.rules.push({ allow: key === 'allow', pattern: comparablePattern(value), line: line.trim() })
    }
  }
  return groups
}

/** Lines up to the limit; one that the limit cuts is left out: half a path forbids too much. */
function linesOf(robots: string): string[] {
  const text = robots.replace(/^\ufeff|^\u00ef\u00bb\u00bf/, '')
  const lines = text.slice(0, robotsLimit).split(/\r\n|\r|\n/)
  if (text.length > robotsLimit) lines.pop()
  return lines.filter((line) => line.length <= longestLine)
}

/** `key: value` without its comment. A missing colon is forgiven when nothing else is on the line (as Google's parser does). */
function record(line: string): readonly ['agent' | 'allow' | 'disallow' | 'delay', string] | undefined {
  const text = line.replace(/#.*$/, '').trim()
  const colon = text.indexOf(':')
  const [left, right] = colon >= 0 ? [text.slice(0, colon), text.slice(colon + 1)] : halves(text)
  const name = left.trim().toLowerCase()
  const key = keys.find(([, names]) => names.test(name))
  return key && right !== undefined ? [key[0], right.trim()] : undefined
}

function halves(text: string): readonly [string, string | undefined] {
  const words = text.split(/\s+/)
  return words.length === 2 ? [words[0] ?? '', words[1]] : [text, undefined]
}

/**
 * Product token of a crawler: `GuanlanBot/0.1 (+https://…)` → `guanlanbot`, `Mozilla/5.0 (compatible; GuanlanBot/0.1)` →
 * `guanlanbot` (RFC 9309, 2.2.1: it is part of the identification string). Lower case.
 */
export function agentToken(agent: string): string {
  const compatible = /^Mozilla\/.*\bcompatible;\s*([^\s;/()]+)/i.exec(agent.trim())?.[1]
  return (compatible ?? nameOf(agent)).toLowerCase()
}

/** Name in a user-agent line: up to a version or a blank. */
const nameOf = (value: string): string => (/^[^\s/;,()]+/.exec(value.trim())?.[0] ?? '').toLowerCase()

/** Tokens are letters, `_` and `-`: what follows those in either name is no part of it. */
function isSameProduct(name: string, token: string): boolean {
  const letters = (text: string) => /^[a-z_-]*/.exec(text)?.[0] ?? ''
  return name !== '' && (letters(name) === token || name === letters(token))
}
