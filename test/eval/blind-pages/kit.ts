import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GoldPage } from '../page-gold.js'

/** A page of the blind set: its bytes and what a reader should say of it. */
export interface BlindPage {
  /** The group under which figures are given: portal, platform, local, cms, government, thread, list, other. */
  readonly group: string
  readonly bytes: Uint8Array
  readonly gold: GoldPage
}

/** A text of our own: a headline and its paragraphs. */
export interface Story {
  readonly title: string
  readonly paras: readonly string[]
}

/** The texts of a file of the folder: `# headline`, then one paragraph a line. */
export function readStories(file: string): readonly Story[] {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .split(/^# /m)
    .filter(Boolean)
    .map((part) => {
      const [title = '', ...paras] = part.split('\n').filter(Boolean)
      return { title, paras }
    })
}

type GoldFacts = Omit<GoldPage, 'file' | 'body'> & { readonly body?: readonly string[] }

/** A page in UTF-8, or in GBK where its head says so as `charset=gb2312` or `gbk`. */
export function blind(group: string, file: string, html: string, { body, ...facts }: GoldFacts): BlindPage {
  const gbk = /charset=["']?gb/i.test(html.slice(0, 2_000))
  return {
    group,
    bytes: gbk ? encodeGbk(html) : new TextEncoder().encode(html),
    gold: { file, ...facts, ...(body ? { body: body.join('\n') } : {}) },
  }
}

/** Each text as an element made by the pattern, in which `$` stands for the text. */
export const each = (texts: readonly string[], pattern: string) =>
  texts.map((text) => pattern.replace('$', () => text)).join('\n')

let table: Map<string, readonly number[]> | undefined

/** The two-byte part of GB18030, made from the platform's decoder; what lies outside becomes a question mark. */
function encodeGbk(text: string): Uint8Array {
  table ??= gbkTable()
  const known = table
  return Uint8Array.from(
    [...text].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : (known.get(char) ?? [0x3f]))),
  )
}

function gbkTable(): Map<string, readonly number[]> {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, readonly number[]>()
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  return codes
}
