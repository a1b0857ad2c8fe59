import type { BlindPage } from './kit.js'
import { secondArticles } from './second-articles.js'
import { secondLists } from './second-lists.js'
import { secondOffices } from './second-offices.js'
import { secondThreads } from './second-threads.js'

/** The second blind set: other systems and layouts than those of the first, written after the reader had been mended on that. */
export const secondBlindPages = (): readonly BlindPage[] => [
  ...secondArticles(),
  ...secondOffices(),
  ...secondThreads(),
  ...secondLists(),
]
