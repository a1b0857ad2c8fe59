import { governments } from './government.js'
import type { BlindPage } from './kit.js'
import { lists } from './lists.js'
import { locals } from './local.js'
import { others } from './others.js'
import { platforms } from './platforms.js'
import { portals } from './portals.js'
import { threads } from './threads.js'

/** The first blind set: written before the reader's source was looked at by their writer. */
export const blindPages = (): readonly BlindPage[] => [
  ...portals(),
  ...platforms(),
  ...locals(),
  ...governments(),
  ...threads(),
  ...lists(),
  ...others(),
]
