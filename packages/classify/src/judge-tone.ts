import { toneOfText, type Segmenter } from '@guanlan/text'
import type { ReadableArticle } from './reading.js'

/** The title counts as much as this many bodies of equal tone. */
const TITLE_SHARE = 0.4

/** Sentiment −1 (angry) … 1 (glad); title and body are judged apart, so that a long body does not drown the headline. */
export const judgeTone =
  (segmenter: Segmenter) =>
  (article: ReadableArticle): number => {
    const title = toneOfText(article.title, segmenter)
    const body = toneOfText(article.body, segmenter)
    const share = body.coloured === 0 ? 1 : title.coloured === 0 ? 0 : TITLE_SHARE
    const sentiment = share * title.sentiment + (1 - share) * body.sentiment
    return Math.round(sentiment * 100) / 100
  }
