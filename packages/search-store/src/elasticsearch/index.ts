export { openElasticsearchSearchStore } from './elasticsearch-search-store.js'
export type { ElasticsearchOptions } from './options.js'
export { reindexElasticsearch, type ReindexOptions, type ReindexReport, type ReindexStep } from './reindex.js'
