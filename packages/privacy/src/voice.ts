import { hashId } from '@guanlan/kernel'

/**
 * A salted hash of an author's name: enough to count distinct voices, useless to find a person. The salt is the
 * installation's own secret. Undefined for no name.
 */
export function voiceOf(author: string | undefined, salt: string): string | undefined {
  const name = author?.normalize('NFKC').trim()
  return name ? hashId('voice', salt, name) : undefined
}
