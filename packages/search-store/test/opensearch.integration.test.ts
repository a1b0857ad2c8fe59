import { searchStoreContract } from '@guanlan/search-store/contract'
import { openOffice } from './cluster.js'

const url = process.env['OPENSEARCH_URL'] ?? ''

searchStoreContract('OpenSearch', () => openOffice(url))
