/** The outbox is cut into so many slots, so that several relays can share it. */
export const OUTBOX_SLOTS = 8

/**
 * Slot of a key: events of one key are in one slot, so that one relay at a time carries them and their order is kept.
 * FNV-1a (32 bit) over the UTF-16 code units. It stands in rows and in a released migration: it never changes.
 */
export function outboxSlot(key: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  // The low bits alone mix badly with one multiplication at the end.
  return ((hash >>> 16) ^ hash) & (OUTBOX_SLOTS - 1)
}
