import type { Client, estypes } from '@elastic/elasticsearch'
import type { ClassifiedArticle } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'

/** What is stored of a document and asked back. */
export interface StoredArticle {
  readonly article: ClassifiedArticle
}

export type Found = estypes.SearchResponse<StoredArticle>

/** One search: whole or not at all, never half an answer that looks like one. Engine errors are thrown as they come. */
export async function ask(client: Client, request: estypes.SearchRequest): Promise<Found> {
  // A little less than the client's own patience, so that the engine gives up first.
  const found = await client.search<StoredArticle>({ ...request, timeout: '9s', allow_partial_search_results: false })
  if (found.timed_out) throw new AppError('search_unavailable', 'the search engine ran out of time')
  return found
}

/** A page of hits, with everything that its answer counts. */
export interface Page {
  readonly found: Found
  readonly hits: readonly estypes.SearchHit<StoredArticle>[]
  readonly next: string | null
}
