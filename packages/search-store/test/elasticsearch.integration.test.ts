import { searchStoreContract } from '@guanlan/search-store/contract'
import { openOffice } from './cluster.js'

const url = process.env['ELASTICSEARCH_URL'] ?? ''

searchStoreContract('Elasticsearch', () => openOffice(url))
