import { hashId, type ArticleId } from '@guanlan/kernel'

/** What makes two sightings the same item: parameters that only say who sent the reader are no part of that. */
const tracking = /^(?:utm_\w+|spm|from|share_\w+|timestamp|_t|isappinstalled)$/i

/**
 * Address in the one form that ids use: no fragment unless it is all that tells two posts of a page apart, no tracking
 * parameters, parameters in order.
 */
export function canonicalUrl(address: string): string {
  // Most guids are no addresses, and an error with its stack costs twenty times what saying so does.
  if (!URL.canParse(address)) return address.trim()
  const url = new URL(address)
  // Without a query nothing of it can be idle or out of order.
  if (address.includes('?')) {
    const idle = Array.from(url.searchParams.keys()).filter((key) => tracking.test(key))
    for (const key of idle) url.searchParams.delete(key)
    url.searchParams.sort()
  }
  return url.href.replace(/#$/, '')
}

/**
 * Id of an item: hash(source, guid or canonical URL). The source's own origin is left out, so that a source that moves
 * to another host or port does not tell everything anew.
 */
export function articleIdOf(source: { readonly id: string; readonly url?: string }, guid: string): ArticleId {
  const key = canonicalUrl(guid)
  const home = source.url ? originOf(source.url) : undefined
  const own = home !== undefined && originOf(key) === home
  return hashId<'article'>('article', source.id, own ? key.slice(home.length) : key)
}

function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { origin } = new URL(address)
  return origin === 'null' ? undefined : origin
}
