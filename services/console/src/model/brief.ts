import type { BriefWords } from '@guanlan/contracts'
import { t } from '../messages/index.js'
import { DAY_MS, msOf } from './time.js'

/** Parts of a brief, in their order. */
export const briefParts = [
  'overview',
  'stories',
  'tickets',
  'sources',
  'advice',
] as const satisfies (keyof BriefWords)[]

/** The whole brief as plain text, as it is copied and downloaded; parts without words are left out. */
export function briefText(title: string, span: string, words: BriefWords): string {
  const parts = briefParts
    .filter((part) => words[part].trim() !== '')
    .map((part) => `${t.brief.parts[part]}\n${words[part].trim()}`)
  return `${[`${title}\n${span}`, ...parts].join('\n\n')}\n`
}

export const isSameWords = (a: BriefWords, b: BriefWords): boolean => briefParts.every((part) => a[part] === b[part])

/** `2026-11-22` moved by days. */
export const dayAfter = (day: string, days: number): string =>
  new Date(msOf(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
/** Whether it is a date as the address has it. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(msOf(`${text}T00:00:00Z`)) && dayAfter(text, 0) === text
