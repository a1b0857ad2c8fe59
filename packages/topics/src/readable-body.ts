import { bodyReach } from './cluster/bags.js'

/** How much further the end of a sentence is looked for, UTF-16 units. */
const further = 300

/**
 * As much of a body as its topic is sought in, up to the end of a clause, so that what is kept is cut into words as it would
 * be in the whole.
 */
export function readableBody(body: string): string {
  if (body.length <= bodyReach + further) return body
  const stop = body.slice(bodyReach, bodyReach + further).search(/[\s，。！？；：、,!?;:]/u)
  return body.slice(0, bodyReach + (stop < 0 ? further : stop + 1))
}
