export { openElasticsearchSearchStore } from './elasticsearch-search-store.js'
export type { ElasticsearchOptions } from './options.js'
