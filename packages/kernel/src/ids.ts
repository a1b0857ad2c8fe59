import { hash } from 'node:crypto'

declare const brand: unique symbol

/** A string that cannot be passed where another kind of id is wanted. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind }

export type ArticleId = Id<'article'>
export type SourceId = Id<'source'>
export type TopicId = Id<'topic'>
export type AlertId = Id<'alert'>
export type TicketId = Id<'ticket'>
export type EventId = Id<'event'>

/**
 * A stable id from its parts: 24 hex digits (96 bits) of SHA-256. Parts are joined with their lengths, so that
 * ('ab','c') and ('a','bc') differ. At 10⁹ ids the chance of any collision is below 10⁻¹⁰.
 */
export function hashId<Kind extends string>(...parts: readonly (string | number)[]): Id<Kind> {
  let joined = ''
  for (const part of parts) {
    const text = String(part)
    joined += `${text.length}:${text}`
  }
  return hash('sha256', joined, 'hex').slice(0, 24) as Id<Kind>
}
