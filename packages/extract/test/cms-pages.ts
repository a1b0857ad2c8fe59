import { articlePages } from './cms-articles.js'
import { mendedKinds } from './cms-kinds.js'
import { listPages } from './cms-lists.js'
import { officePages } from './cms-offices.js'
import type { CmsPage } from './cms-page.js'

export type { CmsPage }

/** All of them: articles and what is no list, then lists and threads, then kinds that were read wrongly once. */
export const cmsPages: readonly CmsPage[] = [...articlePages, ...listPages, ...mendedKinds, ...officePages]
