import type { ClassifiedArticle, RuleSample } from '@guanlan/contracts'
import type { RuleSpan } from '@guanlan/rules'

/** UTF-16 units of the body that are shown, and how many of them before the first word. */
const [LENGTH, LEAD] = [240, 40]

/** An item with the words that a rule rests on, its body cut to a stretch around the first of them. */
export function sampleOf(article: ClassifiedArticle, spans: readonly RuleSpan[]): RuleSample {
  const { body, title, source, labels, published, seen } = article
  const first = spans.find(({ field }) => field === 'body')?.start ?? 0
  const from = wholeCharacter(
    body,
    body.length <= LENGTH ? 0 : Math.max(0, Math.min(first - LEAD, body.length - LENGTH)),
  )
  const to = wholeCharacter(body, Math.min(body.length, from + LENGTH))
  const inBody = spans
    .filter(({ field, start, end }) => field === 'body' && start >= from && end <= to)
    .map(({ field, start, end }) => ({ field, start: start - from, end: end - from }))
  return {
    article: article.article,
    title,
    excerpt: body.slice(from, to),
    cutBefore: from > 0,
    cutAfter: to < body.length,
    spans: [...spans.filter(({ field }) => field === 'title'), ...inBody],
    source: source.name,
    time: published ?? seen,
    matters: labels.matters.map(({ code, name }) => ({ code, name })),
  }
}

/** The same place, or one unit before where it lies inside a character of two. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
