import type { SourceVisit } from '@guanlan/contracts'
import { t } from '../messages/index.js'

/** `820 毫秒`, `3.2 秒`. */
export const formatMs = (ms: number): string =>
  ms < 1_000 ? t.sources.ms(Math.round(ms)) : t.sources.seconds((ms / 1_000).toFixed(1))

/** `640 B`, `12 KB`, `1.4 MB`; 1 KB = 1,024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`
  return bytes < 1_048_576 ? `${Math.round(bytes / 1_024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}

const isFailure = ({ outcome }: SourceVisit): boolean => outcome !== 'ok' && outcome !== 'unchanged'

/** How a visit ended, in words; `bad` when it could not be read, `news` when it brought something. */
export function outcomeOf(visit: SourceVisit): { kind: 'news' | 'same' | 'bad'; text: string } {
  if (isFailure(visit)) return { kind: 'bad', text: visit.message ?? t.errors[visit.outcome]?.title ?? visit.outcome }
  if (visit.outcome === 'unchanged') return { kind: 'same', text: t.sources.outcomes.unchanged }
  return visit.items + visit.changed > 0
    ? { kind: 'news', text: t.sources.outcomes.news }
    : { kind: 'same', text: t.sources.outcomes.nothing }
}

/** Why visits of the list failed and how often, the most frequent first. */
export function failuresOf(visits: readonly SourceVisit[]): { code: string; text: string; times: number }[] {
  const found = new Map<string, { code: string; text: string; times: number }>()
  for (const visit of visits) {
    if (!isFailure(visit)) continue
    const { text } = outcomeOf(visit)
    const same = found.get(text) ?? { code: visit.outcome, text, times: 0 }
    found.set(text, { ...same, times: same.times + 1 })
  }
  return [...found.values()].sort((a, b) => b.times - a.times || a.text.localeCompare(b.text, 'zh'))
}
