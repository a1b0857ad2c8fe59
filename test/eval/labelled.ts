import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What somebody says a text is about; the first domain is the primary one, [] = none of the office's. */
export interface Labelled {
  readonly title: string
  readonly text?: string
  readonly domains?: readonly string[]
  readonly department?: string
  readonly departments_ok?: readonly string[]
  readonly trap?: string
}

/** Whether only the held-back third of the lines is scored: GUANLAN_EVAL_LAST_LOOK=1. */
export const lastLook = process.env['GUANLAN_EVAL_LAST_LOOK'] === '1'

/** One line in three is looked at only last, whatever order the file is in. */
const isHeldBack = ({ title }: Labelled): boolean =>
  createHash('sha256').update(title).digest().readUInt32BE(0) % 3 === 0

/** The lines of a file that are scored in this run; says loudly when there is no such file. */
export function readLabelled(data: string, file: string): Labelled[] {
  const path = join(data, file)
  if (!existsSync(path)) {
    console.error(`SKIPPED: no ${path}`)
    return []
  }
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Labelled)
    .filter((line) => isHeldBack(line) === lastLook)
}
