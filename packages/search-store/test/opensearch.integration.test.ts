import { searchStoreContract } from '@guanlan/search-store/contract'
import { testServers } from '@guanlan/testkit'
import { openOffice } from './cluster.js'
import { engineSuite } from './engines.js'
import { reindexSuite } from './reindexing.js'

const urlOf = () => testServers().openSearchUrl

searchStoreContract('OpenSearch', () => openOffice(urlOf()))
engineSuite('OpenSearch', urlOf)
reindexSuite('OpenSearch', urlOf)
