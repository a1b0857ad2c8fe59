import { createRequire } from 'node:module'

let bytes: Uint8Array | undefined

/**
 * The pinned base dictionary: jieba's own (MIT), as it comes with @node-rs/jieba, 349,045 words, 5 MB.
 * The vendor's module reads its file when it is loaded, so it is loaded on the first call and not on import.
 */
export function baseDictionary(): Uint8Array {
  if (bytes === undefined) {
    const vendor: { dict: Uint8Array } = createRequire(import.meta.url)('@node-rs/jieba/dict')
    bytes = vendor.dict
  }
  return bytes
}
