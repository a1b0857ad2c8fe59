import { replayFactPrefix, type StoredRow } from '@guanlan/record-store'
import type { MovedMessage } from './office-file.js'

const MOVED = /:m[0-9a-f]{8}$/

/**
 * Id of a dead letter in another log. It is made of topic, partition and offset; the other log counts its offsets anew, and a
 * letter to come must not pass for one that came along, nor for one that was replayed already.
 */
const movedId = (id: string, move: string): string => (MOVED.test(id) ? id : `${id}:m${move}`)

/** A message of a dead-letter topic under its new id; what is no letter of ours stays as it is. */
export function moveLetter(message: MovedMessage, move: string): MovedMessage {
  try {
    const letter = JSON.parse(message.value) as { id?: unknown }
    if (typeof letter.id !== 'string') return message
    const id = movedId(letter.id, move)
    return { ...message, key: id, value: JSON.stringify({ ...letter, id }) }
  } catch {
    return message
  }
}

/** The fact that a letter was replayed, under the letter's new id; other rows stay as they are. */
export function moveReplay(table: string, row: StoredRow, move: string): StoredRow {
  const { name } = row
  if (table !== 'facts' || typeof name !== 'string' || !name.startsWith(replayFactPrefix)) return row
  return { ...row, name: movedId(name, move) }
}
