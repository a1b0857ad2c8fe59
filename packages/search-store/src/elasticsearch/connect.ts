import { Client, Transport, type ClientOptions } from '@elastic/elasticsearch'
import { AppError } from '@guanlan/kernel'
import { bootError, hostsOf } from './failures.js'
import { readAddresses, type ElasticsearchOptions } from './options.js'

export type EngineKind = 'elasticsearch' | 'opensearch'

export interface Connection {
  readonly client: Client
  readonly kind: EngineKind
}

/** Longest that one request may take, ms. */
export const REQUEST_TIMEOUT = 10_000

/** Speaks plain JSON and asks for no product header: what OpenSearch wants of this client. */
class PlainTransport extends Transport {
  constructor({ productCheck: _unasked, ...options }: ConstructorParameters<typeof Transport>[0]) {
    super({
      ...options,
      vendoredHeaders: {
        jsonContentType: 'application/json',
        ndjsonContentType: 'application/x-ndjson',
        accept: 'application/json',
      },
    })
  }
}

/**
 * Connects, and finds out which engine answers. `GET /` is not everywhere (managed services close it), the cluster's health
 * is. Errors, all naming ELASTICSEARCH_URL: `config_invalid` (address, login, certificate, or something else answers
 * there), `search_unavailable` (nobody answers).
 */
export async function connect(options: ElasticsearchOptions): Promise<Connection> {
  const settings = settingsOf(options)
  const probe = new Client({ ...settings, Transport: PlainTransport })
  const kind = await findOut(probe, options)
  if (kind === 'opensearch') return { client: probe, kind }
  await probe.close()
  return { client: new Client(settings), kind }
}

function settingsOf({ url, apiKey, ca }: ElasticsearchOptions): ClientOptions {
  const addresses = readAddresses(url)
  const login = addresses[0]?.auth
  return {
    nodes: addresses.map((address) => address.url.href),
    requestTimeout: REQUEST_TIMEOUT,
    maxRetries: 1,
    enableMetaHeader: false,
    ...(apiKey ? { auth: { apiKey } } : login ? { auth: { ...login } } : {}),
    ...(ca ? { tls: { ca } } : {}),
  }
}

async function findOut(probe: Client, options: ElasticsearchOptions): Promise<EngineKind> {
  try {
    const { headers, body } = await probe.cluster.health({ timeout: '5s' }, { meta: true })
    if (headers?.['x-elastic-product'] === 'Elasticsearch') return 'elasticsearch'
    if (typeof body === 'object' && 'discovered_cluster_manager' in body) return 'opensearch'
  } catch (thrown) {
    await probe.close()
    throw bootError(thrown, options.url)
  }
  await probe.close()
  throw new AppError(
    'config_invalid',
    `ELASTICSEARCH_URL：${hostsOf(options.url)} 有应答，但不是 Elasticsearch 8/9 或 OpenSearch 2。`,
  )
}
