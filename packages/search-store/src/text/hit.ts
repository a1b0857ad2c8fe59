import type { ClassifiedArticle, SearchHit } from '@guanlan/contracts'
import { locate, type Pattern } from './pattern.js'
import { joinStretches, makeSnippet, type Stretch } from './snippet.js'
import { indexWords, type CutWords, type Column } from './words.js'

/** An article as a search shows it: a snippet of its masked body, and the words of the query lit in title and snippet. */
export function toHit(article: ClassifiedArticle, patterns: readonly Pattern[], cut: CutWords): SearchHit {
  const { body, labels, ...rest } = article
  const lit = (column: Column, text: string): Stretch[] => {
    const wanted = patterns.filter((pattern) => pattern.columns.includes(column))
    if (wanted.length === 0) return []
    const words = indexWords(text, cut)
    return joinStretches(wanted.flatMap((pattern) => locate(words, pattern)))
  }
  const { snippet, highlights } = makeSnippet(body, lit('body', body))
  return {
    article: { ...rest, snippet },
    domains: labels.domains,
    matters: labels.matters.map(({ code, name }) => ({ code, name })),
    places: labels.places.map(({ code, name }) => ({ code, name })),
    sentiment: labels.sentiment,
    urgency: labels.urgency,
    highlights: { title: lit('title', article.title), snippet: highlights },
  }
}
