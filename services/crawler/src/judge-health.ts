import type { SourceState } from '@guanlan/contracts'
import { errorCodes, HOUR, toMs, type AppError, type Instant } from '@guanlan/kernel'

type Health = Pick<SourceState, 'health' | 'problem'>

/** An answer that takes longer than this (wall ms) makes a source slow. */
const slowMs = 8_000
/** So many failures in a row before a name that does not resolve, or a page that is not found, counts as gone. */
const goneAfter = 3

/** Health after a visit that read its listing. */
export function healthAfterVisit(slowestMs: number, before: Health, now: Instant): Health {
  if (slowestMs <= slowMs) return { health: 'healthy' }
  return {
    health: 'slow',
    problem: problemOf(before, 'fetch_timeout', `响应缓慢，最慢一次 ${(slowestMs / 1_000).toFixed(1)} 秒`, now),
  }
}

/** Health of a source that answers and says nothing, against its own habit. `lastMs`: when it last said something. */
export function healthInSilence(lastMs: number, before: Health, now: Instant): Health {
  const hours = Math.floor((toMs(now) - lastMs) / HOUR)
  const message = `已 ${hours < 72 ? `${hours} 小时` : `${Math.floor(hours / 24)} 天`}没有新内容，与它平时各时段的习惯不符`
  return { health: 'silent', problem: problemOf(before, 'source_silent', message, now) }
}

/** Health after a visit that failed for the `failures`-th time in a row. */
export function healthAfterFailure(error: AppError, failures: number, before: Health, now: Instant): Health {
  return { health: healthOf(error, failures), problem: problemOf(before, error.code, problemInWords(error), now) }
}

function healthOf({ code, details }: AppError, failures: number): SourceState['health'] {
  const status = details['status']
  if (code === 'robots_disallowed' || code === 'address_refused') return 'blocked'
  if (status === 401 || status === 403 || status === 451) return 'blocked'
  if (status === 410 || ((status === 404 || code === 'dns_failed') && failures >= goneAfter)) return 'gone'
  return 'failing'
}

/** What to look at, where a reader says no more than what it missed. */
const hints: Readonly<Record<string, string>> = {
  'empty list': '没有找到链接，请检查选择器或参数',
  'no list of a JCMS portal': '应答不是 JCMS 的列表，请核对 url 与 params',
  'no sitemap': '应答不是站点地图，请核对 url',
}

/** Why a source could not be read: the code's own sentence, with the fact that tells what to do. Nothing of the page's text. */
export function problemInWords({ code, details }: AppError): string {
  const { title } = errorCodes[code]
  const fact = details['status'] ?? details['reason'] ?? details['rule'] ?? hints[String(details['why'])]
  if (typeof fact === 'number') return `${title}（HTTP ${fact}）`
  return typeof fact === 'string' ? `${title}（${fact.slice(0, 120)}）` : title
}

/** The same problem goes on since when it began. */
function problemOf(before: Health, code: string, message: string, now: Instant): NonNullable<Health['problem']> {
  return { code, message, since: before.problem?.code === code ? before.problem.since : now }
}
