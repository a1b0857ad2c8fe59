import { digestCallSchema, levelNames, toldCallSchema, type Level } from '@guanlan/contracts'
import { CHINA_OFFSET, toInstant, toMs } from '@guanlan/kernel'

/** What a message to people says, and at which level. */
export interface Message {
  readonly text: string
  readonly level: Level
}

/** Placeholders of a template, with what stands for each (docs/alerts.md). */
export const placeholders = [
  'text',
  'level',
  'title',
  'place',
  'matter',
  'items',
  'voices',
  'time',
  'alert',
  'ticket',
] as const

/** Beijing time as `11-23 09:03`. */
const timeOf = (at: string): string =>
  toInstant(toMs(at) + CHINA_OFFSET)
    .slice(5, 16)
    .replace('T', ' ')

/**
 * The message of a call by a template (default: its own sentence), at most `maxBytes` of UTF-8: what is longer is cut between characters
 * and says so. null for a body that is no call of ours.
 */
export function messageOf(body: unknown, template = '{text}', maxBytes = Number.POSITIVE_INFINITY): Message | null {
  const digest = digestCallSchema.safeParse(body)
  // A template says one alert; a digest says many, in its own words.
  if (digest.success) return { text: cutBytes(digest.data.text, maxBytes), level: digest.data.level }
  const told = toldCallSchema.safeParse(body)
  if (!told.success) return null
  const { text, at, alert } = told.data
  const { level } = alert
  const values: Readonly<Record<(typeof placeholders)[number], string>> = {
    text,
    level: levelNames[level],
    title: alert.title,
    place: alert.places[0]?.name ?? '',
    matter: alert.matterName,
    items: String(alert.items),
    voices: String(alert.voices),
    time: timeOf(at),
    alert: alert.alert,
    ticket: alert.ticket ?? '',
  }
  const filled = template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? values[name as keyof typeof values] : whole,
  )
  return { text: cutBytes(filled, maxBytes), level }
}

const CUT = '…（全文见控制台）'

/** Cut to so many bytes of UTF-8, between characters, with a note that it was. */
export function cutBytes(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text
  let room = maxBytes - Buffer.byteLength(CUT)
  let kept = ''
  for (const character of text) {
    room -= Buffer.byteLength(character)
    if (room < 0) break
    kept += character
  }
  return kept + CUT
}
