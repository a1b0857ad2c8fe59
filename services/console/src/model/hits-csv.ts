import type { SearchHit } from '@guanlan/contracts'
import { t } from '../messages/index.js'
import { toCsv } from './csv.js'
import { formatIso } from './time.js'

const names = (list: readonly { name: string }[]): string => list.map((each) => each.name).join(t.common.listSep)

/** Search results as a table: times in ISO 8601 with Beijing's offset, names instead of codes. */
export const hitsCsv = (hits: readonly SearchHit[], domainName: (code: string) => string): string =>
  toCsv([
    t.analysis.csv,
    ...hits.map(({ article, domains, matters, places, sentiment, urgency }) => [
      article.article,
      article.published ? formatIso(article.published) : '',
      formatIso(article.seen),
      article.source.name,
      t.tiers[article.source.tier],
      article.title,
      article.snippet,
      domains.map(domainName).join(t.common.listSep),
      names(matters),
      names(places),
      sentiment,
      urgency,
      article.url,
    ]),
  ])
