import { articlePages } from './cms-articles.js'
import { listPages } from './cms-lists.js'
import type { CmsPage } from './cms-page.js'

export type { CmsPage }

/** All of them: articles and what is no list, then lists and threads. */
export const cmsPages: readonly CmsPage[] = [...articlePages, ...listPages]
