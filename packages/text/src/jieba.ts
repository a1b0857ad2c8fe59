import { Jieba } from '@node-rs/jieba'
import { baseDictionary } from './base-dictionary.js'
import type { Segmenter } from './segmenter.js'

let base: Jieba | undefined

const loneSurrogate = /\p{Surrogate}/u
const loneSurrogates = /\p{Surrogate}/gu

/**
 * Segmenter over @node-rs/jieba, HMM off: what is in no dictionary falls apart into characters, the same everywhere.
 * `dictionary`: UTF-8 lines `word frequency [tag]`; without it the pinned base dictionary, read once for all that ask.
 */
export function createJiebaSegmenter(dictionary?: Uint8Array): Segmenter {
  const jieba = dictionary === undefined ? (base ??= Jieba.withDict(baseDictionary())) : Jieba.withDict(dictionary)
  return {
    cut(text) {
      // A lone surrogate cannot cross into UTF-8; it is cut as U+FFFD, of the same length, and put back by slicing.
      if (!loneSurrogate.test(text)) return jieba.cut(text, false)
      const words = jieba.cut(text.replace(loneSurrogates, '\ufffd'), false)
      let at = 0
      return words.map((word) => text.slice(at, (at += word.length)))
    },
  }
}
