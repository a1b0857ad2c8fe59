import { Readability } from '@mozilla/readability'
import { Defuddle } from 'defuddle/node'
import { parseHTML } from 'linkedom'
import { decode, htmlToText, parseDate } from '@guanlan/extract'
import { CHINA_OFFSET, toInstant, toMs } from '@guanlan/kernel'
import { extract } from '../../services/guanlan/src/commands/batch/extract.js'
import { asFields } from '../../services/guanlan/src/commands/batch/fields.js'
import type { LineWork } from '../../services/guanlan/src/commands/batch/run-batch.js'
import type { PageReading } from './page-gold.js'

/** A reader of pages under comparison. Throws where it refuses a page. */
export type PageReader = (bytes: Uint8Array, url: string) => Promise<PageReading>

/** Ours, as the command `guanlan extract` answers. */
async function ours(bytes: Uint8Array, url: string): Promise<PageReading> {
  const work = (await extract.open({})) as LineWork
  return (await work(asFields({ base64: Buffer.from(bytes).toString('base64'), url }))) as PageReading
}

/** Firefox's reader view. It knows articles alone: no kind, no links. */
async function readability(bytes: Uint8Array): Promise<PageReading> {
  const found = new Readability(documentOf(bytes) as never).parse()
  return {
    kind: null,
    title: found?.title ?? null,
    published: localTime(found?.publishedTime),
    source: found?.siteName ?? null,
    author: found?.byline ?? null,
    body: htmlToText(found?.content ?? ''),
    links: null,
  }
}

/** The reader of Obsidian's web clipper. */
async function defuddle(bytes: Uint8Array, url: string): Promise<PageReading> {
  const found = await Defuddle(documentOf(bytes) as never, url, { useAsync: false })
  return {
    kind: null,
    title: found.title || null,
    published: localTime(found.published),
    source: found.site || null,
    author: found.author || null,
    body: htmlToText(found.content),
    links: null,
  }
}

/** Readers by the name of their column. */
export const pageReaders: Readonly<Record<string, PageReader>> = { ours, readability, defuddle }

const documentOf = (bytes: Uint8Array) => parseHTML(decode(bytes).text).document

/** Peers hand on times as they stand in the page: read as ours are, so that only the finding is compared. */
function localTime(text: string | null | undefined): string | null {
  const instant = parseDate(text ?? undefined)
  return instant === undefined ? null : toInstant(toMs(instant) + CHINA_OFFSET).replace(/(?:\.000)?Z$/, '+08:00')
}
