import type { estypes } from '@elastic/elasticsearch'

/** The layout of one entity's indices. A change of it is a new version: docs/search-store.md says what that sets in motion. */
export interface EntityMapping {
  readonly version: number
  readonly mappings: estypes.MappingTypeMapping
}

const words: estypes.MappingProperty = { type: 'text', analyzer: 'whitespace' }
const code: estypes.MappingProperty = { type: 'keyword' }

/**
 * The one mapping of classified articles. Strict: a field that is not named here is refused, not guessed.
 * `words` holds fine tokens that we cut, folded and joined by spaces, so that every engine gives the answers of the embedded
 * index; being derived from the article they are indexed and not stored again. `article` is stored whole and not indexed.
 * A field keeps its meaning for ever: what changes gets a new name, since a newer build writes to older indices for a while.
 */
export const articlesMapping: EntityMapping = {
  version: 1,
  mappings: {
    dynamic: 'strict',
    _source: { excludes: ['words'] },
    properties: {
      id: code,
      time: { type: 'date', format: 'strict_date_optional_time' },
      seen: { type: 'date', format: 'strict_date_optional_time' },
      civic: { type: 'boolean' },
      domain: code,
      matter: code,
      department: code,
      place: code,
      source: code,
      tier: code,
      words: { properties: { title: words, body: words, source: words, place: words } },
      article: { type: 'object', enabled: false },
    },
  },
}
