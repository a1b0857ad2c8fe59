import { ipv4Problem, ipv6Groups, ipv6Problem } from './ip-ranges.js'

export interface AddressPolicy {
  /** Ports that public hosts may be asked on. */
  readonly ports: readonly number[]
  /** `host:port` that may lie in a private range: exactly these, nothing wider. */
  readonly allowPrivate: readonly string[]
}

export interface AddressVerdict {
  readonly allowed: boolean
  /** One Chinese sentence. */
  readonly reason: string
}

const refuse = (reason: string): AddressVerdict => ({ allowed: false, reason })

/**
 * Whether an address may be fetched. All spellings of an address (decimal, octal, hex, short, mapped, full-width,
 * trailing dot) are the same to it, because the URL parser brings them into one form first. A name is judged by its
 * spelling, and by every address in `resolves` when given: one bad one is enough.
 */
export function checkAddress(
  address: string | URL,
  policy: AddressPolicy & { readonly resolves?: readonly string[] | undefined },
): AddressVerdict {
  const url = parse(address)
  if (!url) return refuse('不是有效的网址')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('只允许 http 与 https')
  if (url.username || url.password || hasAuthorityAt(String(address))) return refuse('网址中不得带用户名或口令')
  const host = hostOf(url)
  if (!host) return refuse('网址中没有主机')
  if (isListed(url, policy.allowPrivate)) return { allowed: true, reason: '在 allow_private 清单内' }
  const port = portOf(url)
  if (!policy.ports.includes(port)) return refuse(`不允许的端口 ${port}`)
  const literal = literalProblem(host)
  if (literal !== undefined)
    return literal === null ? { allowed: true, reason: '公网地址' } : refuse(`${literal} ${host}`)
  const spelled = nameProblem(host)
  if (spelled) return refuse(spelled)
  for (const resolved of policy.resolves ?? []) {
    const problem = resolvedProblem(resolved)
    if (problem) return refuse(`${host} 解析到${problem} ${resolved}`)
  }
  return { allowed: true, reason: policy.resolves ? '解析结果均为公网地址' : '域名写法无异常' }
}

/** Why an address that a name resolved to may not be connected to; null when it may. */
export function resolvedProblem(ip: string): string | null {
  // Octal to some, decimal to others: no resolver writes it.
  if (/(?:^|[.:])0\d+(?:\.|$)/.test(ip) && !ip.includes(':')) return '写法含糊的地址'
  const url = parse(`http://${ip.includes(':') && !ip.startsWith('[') ? `[${ip.replace(/%.*$/, '')}]` : ip}/`)
  const problem = url ? literalProblem(hostOf(url)) : undefined
  return problem === undefined ? '不是 IP 地址' : problem
}

/** Whether exactly this host and port is listed. */
export function isListed(url: URL, allowPrivate: readonly string[]): boolean {
  const own = `${hostOf(url)}:${portOf(url)}`
  return allowPrivate.some((entry) => entry.replace(/^\[(.*)\]:/, '$1:').toLowerCase() === own)
}

export const portOf = (url: URL): number =>
  url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)

/** Host in its one form: no brackets, no trailing dot, lower case, punycode. */
export const hostOf = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '')
    .toLowerCase()

function parse(address: string | URL): URL | null {
  if (address instanceof URL) return address
  try {
    return new URL(address)
  } catch {
    return null
  }
}

/** `http://@host/` parses without user, and is meant to mislead all the same. */
const hasAuthorityAt = (address: string) => /^[a-z]+:[/\\]*[^/\\?#]*@/i.test(address.trim())

/** undefined: no address but a name; null: a public address; else what it is. */
function literalProblem(host: string): string | null | undefined {
  if (host.includes(':')) return ipv6Problem(ipv6Groups(host))
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) ? ipv4Problem(host) : undefined
}

const privateNames =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|in-addr\.arpa|ip6\.arpa)$/

function nameProblem(host: string): string | null {
  if (privateNames.test(host)) return `内部域名 ${host}`
  if (!host.includes('.')) return `不是公网域名 ${host}`
  return null
}
