import { sourceConfigSchema, type SourceConfig, type SourceConfigInput } from '@guanlan/contracts'
import type { OpmlEntry } from './read-opml.js'

export interface OpmlSources {
  /** Off, each fit for a source file. */
  readonly sources: readonly SourceConfigInput[]
  /** Subscriptions that are configured already, or stand twice in the file. */
  readonly known: readonly OpmlEntry[]
  readonly refused: readonly { readonly line: number; readonly problem: string }[]
}

/** Subscriptions → feeds that are off, under ids of their own; `configured` is what there is already. */
export function opmlSources(entries: readonly OpmlEntry[], configured: readonly SourceConfig[]): OpmlSources {
  const ids = new Set(configured.map(({ id }) => id))
  const addresses = new Set(configured.flatMap((source) => (source.kind === 'push' ? [] : [sameAddress(source.url)])))
  const sources: SourceConfigInput[] = []
  const known: OpmlEntry[] = []
  const refused: { line: number; problem: string }[] = []
  for (const entry of entries) {
    const address = URL.canParse(entry.url) ? new URL(entry.url) : null
    if (!address || !/^https?:$/.test(address.protocol)) {
      refused.push({ line: entry.line, problem: `${entry.url.slice(0, 100)} 不是 http(s) 地址` })
      continue
    }
    if (addresses.has(sameAddress(entry.url))) {
      known.push(entry)
      continue
    }
    const name = oneLine(entry.title).slice(0, 80) || address.host
    const source = {
      id: freeId(idOf(name, address), ids),
      name,
      enabled: false,
      kind: 'feed',
      url: address.href,
    } as const
    const checked = sourceConfigSchema.safeParse(source)
    if (!checked.success) {
      refused.push({ line: entry.line, problem: checked.error.issues[0]?.message ?? '' })
      continue
    }
    ids.add(source.id)
    addresses.add(sameAddress(entry.url))
    sources.push(source)
  }
  return { sources, known, refused }
}

/** A source file: JSON strings are YAML strings. */
export const sourceFile = (sources: readonly SourceConfigInput[], origin: string): string =>
  [
    `# 由 guanlan sources import-opml 从 ${oneLine(origin)} 导入，默认全部停用；未抓取过，启用前先运行 guanlan sources check。`,
    ...sources.map((source) =>
      Object.entries(source)
        .map(([key, value], i) => `${i === 0 ? '- ' : '  '}${key}: ${JSON.stringify(value)}`)
        .join('\n'),
    ),
    '',
  ].join('\n\n')

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** http and https, `www.` or not, and a slash at the end make no other feed. */
function sameAddress(url: string): string {
  const { host, pathname, search } = new URL(url)
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${search}`
}

/** From the title where it has Latin letters enough, else from the host. */
function idOf(title: string, { hostname }: URL): string {
  const slug = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50)
      .replace(/-+$/, '')
  const ofTitle = slug(title)
  return ofTitle.replace(/[^a-z]/g, '').length >= 3 ? ofTitle : slug(hostname.replace(/^www\./, '')) || 'feed'
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id
  let number = 2
  while (taken.has(`${id}-${number}`)) number += 1
  return `${id}-${number}`
}
