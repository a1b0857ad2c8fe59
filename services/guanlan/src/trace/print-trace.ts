import { CHINA_OFFSET, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { stages, type Hop, type HopState } from './hop.js'
import type { ItemTrace } from './trace-item.js'

const marks: Readonly<Record<HopState, string>> = { done: '✓', ended: '■', waiting: '…', dead: '✗', gone: '?' }

/** Beijing time to the millisecond: `2026-11-23 07:10:01.123`. */
const local = (instant: Instant): string =>
  toInstant(toMs(instant) + CHINA_OFFSET)
    .slice(0, 23)
    .replace('T', ' ')

/** `+12 ms`, `+3.4 s`, `+2 分 05 秒`, `早 3.4 s`. */
export function delay(ms: number): string {
  const sign = ms < 0 ? '早 ' : '+'
  const size = Math.abs(ms)
  if (size < 1_000) return `${sign}${size} ms`
  if (size < 60_000) return `${sign}${(size / 1_000).toFixed(1)} s`
  const seconds = Math.round(size / 1_000)
  return `${sign}${Math.floor(seconds / 60)} 分 ${String(seconds % 60).padStart(2, '0')} 秒`
}

/** The trace as lines for a person: time of publication (Beijing), delay to the hop that caused it, what, and where it lies. */
export function printTrace({ article, source, hops }: ItemTrace): string {
  const head = `条目 ${article}${source === null ? '' : `    来源 ${source}`}    （发布时间为北京时间；+ 为距引起它的一步）`
  return [head, ...hops.flatMap(linesOf)].join('\n')
}

function linesOf(hop: Hop): string[] {
  const { stage, state, event, place, published, at, afterMs, note } = hop
  const when = published ? local(published) : '–'
  const after = afterMs === undefined ? '' : delay(afterMs)
  const first = `${marks[state]} ${stages[stage].padEnd(4, '　')}  ${when.padEnd(23)}  ${after.padEnd(10)}  ${note}`
  const facts = [
    ...(event ? [`事件 ${event}`] : []),
    ...(place ? [`${place.topic}[${place.partition}]@${place.offset}`] : []),
    ...(at ? [`业务时间 ${local(at)}`] : []),
  ]
  return facts.length > 0 ? [first, `             ${facts.join('  ')}`] : [first]
}
