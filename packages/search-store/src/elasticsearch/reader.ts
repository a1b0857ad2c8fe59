import type { Client, estypes } from '@elastic/elasticsearch'
import type { ClassifiedArticle } from '@guanlan/contracts'
import type { SearchFilter, SearchQuery, SearchResult, TrendInterval, Trends, TrendSeries } from '../port.js'
import { toHit } from '../text/hit.js'
import { readText, type ReadText } from '../text/read-text.js'
import type { CutWords } from '../text/words.js'
import { ask, type Found } from './ask.js'
import type { EngineKind } from './connect.js'
import { facetAggregations, facetsOf } from './facets.js'
import { storeError } from './failures.js'
import { conditionsOf, facetConditions, type Conditions } from './filter-query.js'
import type { Names } from './names.js'
import { pageByRank } from './page-by-rank.js'
import { pageByTime } from './page-by-time.js'
import { createRankings } from './rankings.js'
import { readTrends } from './trends.js'

export interface Reader {
  search(query: SearchQuery): Promise<SearchResult>
  trends(filter: SearchFilter, interval: TrendInterval, by: TrendSeries): Promise<Trends>
  get(ids: readonly string[]): Promise<ClassifiedArticle[]>
  scan(after: string | null, limit: number): Promise<ClassifiedArticle[]>
}

/** Articles fetched at once: whole ones, some kilobytes each. */
const MOST_GOT = 200

/** Answers from the cluster. Errors: `cursor_invalid`, `bad_request`, `query_invalid`, `search_unavailable`. */
export function createReader(client: Client, kind: EngineKind, names: Names, cut: CutWords): Reader {
  const rankings = createRankings(client, kind, names)
  const read = (filter: SearchFilter): ReadText | null => (filter.text ? readText(filter.text, cut) : null)

  async function search(query: SearchQuery): Promise<SearchResult> {
    const text = read(query)
    const conditions = conditionsOf(query, text)
    const ranked = query.order === 'relevance' && text !== null
    const request = requestOf(conditions, ranked)
    const { found, hits, next } = ranked
      ? await pageByRank(client, rankings, query, request)
      : await pageByTime(client, names, query, request)
    return {
      hits: hits.flatMap((hit) => (hit._source ? [toHit(hit._source.article, text?.patterns ?? [], cut)] : [])),
      next,
      total: totalOf(found),
      facets: facetsOf(found.aggregations),
    }
  }

  async function trends(filter: SearchFilter, interval: TrendInterval, by: TrendSeries): Promise<Trends> {
    const { always, words, byFacet } = conditionsOf(filter, read(filter))
    const query = [...always, ...(words ? [words] : []), ...facetConditions(byFacet)]
    return readTrends(client, names, { filter, query, interval, by })
  }

  async function get(ids: readonly string[]): Promise<ClassifiedArticle[]> {
    const articles = new Map<string, ClassifiedArticle>()
    for (let start = 0; start < ids.length; start += MOST_GOT) {
      const values = ids.slice(start, start + MOST_GOT)
      const query = { ids: { values } }
      const { hits } = await ask(client, { index: names.readAlias, query, size: values.length, _source: ['article'] })
      for (const hit of hits.hits) if (hit._source) articles.set(hit._source.article.article, hit._source.article)
    }
    return ids.flatMap((id) => articles.get(id) ?? [])
  }

  async function scan(after: string | null, limit: number): Promise<ClassifiedArticle[]> {
    const { hits } = await ask(client, {
      index: names.readAlias,
      size: limit,
      sort: [{ id: { order: 'asc' } }],
      _source: ['article'],
      track_total_hits: false,
      ...(after === null ? {} : { search_after: [after] }),
    })
    return hits.hits.flatMap((hit) => (hit._source ? [hit._source.article] : []))
  }

  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (thrown) {
      throw storeError(thrown)
    }
  }

  return {
    search: (query) => guarded(search(query)),
    trends: (filter, interval, by) => guarded(trends(filter, interval, by)),
    get: (ids) => guarded(get(ids)),
    scan: (after, limit) => guarded(scan(after, limit)),
  }
}

/** What every page of a query asks. Facet filters come after counting, since each facet leaves its own out. */
function requestOf({ always, words, byFacet }: Conditions, ranked: boolean): estypes.SearchRequest {
  const filter = [...always, ...(words && !ranked ? [words] : [])]
  const after = facetConditions(byFacet)
  return {
    query: { bool: { filter, ...(words && ranked ? { must: [words] } : {}) } },
    ...(after.length > 0 ? { post_filter: { bool: { filter: after } } } : {}),
    aggs: facetAggregations(byFacet),
    track_total_hits: true,
    _source: ['article'],
  }
}

function totalOf({ hits: { total } }: Found): number {
  return typeof total === 'number' ? total : (total?.value ?? 0)
}
