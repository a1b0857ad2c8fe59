import { AppError, type Logger } from '@guanlan/kernel'

/** How to reach an Elasticsearch 8 or 9, or an OpenSearch 2, and what to call our part of it. */
export interface ElasticsearchOptions {
  /** One address, or several of the same cluster separated by commas; credentials may stand in it (`https://user:pass@host:9200`). */
  readonly url: string
  /** Lets several offices share a cluster: `[a-z][a-z0-9-]{0,30}`. */
  readonly namespace?: string
  readonly logger: Logger
  /** Encoded API key, instead of user and password. */
  readonly apiKey?: string
  /** PEM of the authority that signed the cluster's certificate. */
  readonly ca?: string
  /** Copies of each shard. Default: one where there is a second node (`auto_expand_replicas: 0-1`). */
  readonly replicas?: number
  /** Shards of each month's index. Default 1: enough up to some 50 GB a month. */
  readonly shards?: number
}

/** One node, its credentials taken out of the address so that no message can show them. */
export interface Address {
  readonly url: URL
  readonly auth?: { readonly username: string; readonly password: string }
}

/** The addresses of ELASTICSEARCH_URL. Error `config_invalid` (the value is not repeated: it may hold a password). */
export function readAddresses(text: string): Address[] {
  const addresses = text.split(',').map((part): Address => {
    const url = parse(part.trim())
    if (!url || !/^https?:$/.test(url.protocol)) throw invalid('应写作 http(s)://主机:端口，多个用逗号分开')
    const { username, password } = url
    url.username = ''
    url.password = ''
    if (username === '') return { url }
    return { url, auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) } }
  })
  const [first] = addresses
  if (addresses.some(({ auth }) => JSON.stringify(auth) !== JSON.stringify(first?.auth)))
    throw invalid('各个地址的用户名和密码应当相同')
  return addresses
}

function parse(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

const invalid = (why: string): AppError => new AppError('config_invalid', `ELASTICSEARCH_URL 有误：${why}。`)
