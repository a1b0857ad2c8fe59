import { htmlToText, oneLine } from '../plain-text.js'
import type { OpenPage } from './open-page.js'
import { rawText } from './tag-index.js'
import type { TidyBody } from './tidy-body.js'

/** As much of a page's scripts as is looked through, in characters. */
const looked = 3_000_000
/** The key before a literal: "content": "…, content = '…, content: ["…. */
const keyBefore = /([A-Za-z_$][\w$]{0,40})["']?\s*[:=]\s*(?:JSON\.parse\()?\s*\[?\s*$/

/** String literals of a script with the keys before them, found in one pass: an escape is skipped with what it escapes. */
function* literalsIn(source: string): Generator<{ key: string | undefined; raw: string }> {
  let end = -1
  for (let at = nextQuote(source, 0); at !== -1; at = nextQuote(source, end + 1)) {
    const quote = source[at]
    end = at + 1
    while (end < source.length && source[end] !== quote && source[end] !== '\n') end += source[end] === '\\' ? 2 : 1
    if (source[end] === quote && end - at > 20)
      yield { key: keyBefore.exec(source.slice(Math.max(0, at - 80), at))?.[1], raw: source.slice(at + 1, end) }
    else if (source[end] !== quote && end >= source.length) return
  }
}

function nextQuote(source: string, from: number): number {
  for (let at = from; at < source.length; at += 1) if (source[at] === '"' || source[at] === "'") return at
  return -1
}

/**
 * The text that a page's scripts would write (single-page apps, baijiahao and toutiao after their kind): the key whose
 * strings hold the most prose, one string an article, several the captions of a gallery. Undefined when that is little
 * beside the `least` characters that the page itself shows.
 */
export function scriptBody({ tags }: OpenPage, least: number): TidyBody | undefined {
  const groups = new Map<string, { readonly texts: Set<string>; marks: number }>()
  let left = looked
  let last = ''
  // A literal that itself holds JSON is looked through, too.
  const sources = tags.all('script').map(rawText)
  for (let source = sources.shift(); source !== undefined && left > 0; source = sources.shift()) {
    source = source.slice(0, left)
    left -= source.length
    for (const { key = last, raw } of literalsIn(source)) {
      last = key
      if (/^\s*[[{]\\?"/.test(raw)) {
        sources.push(unescaped(raw))
        continue
      }
      const text = plain(raw)
      const marks = text.match(/[，。；！？]/g)?.length ?? 0
      if (marks < 2 || marks * 60 < text.length) continue
      const group = groups.get(key) ?? { texts: new Set(), marks: 0 }
      group.texts.add(text)
      group.marks += marks
      groups.set(key, group)
    }
  }
  // One long string is an article; several may be teasers of others.
  const weight = ({ texts, marks }: { texts: Set<string>; marks: number }) => marks * (texts.size === 1 ? 3 : 1)
  const [[name, best] = ['', undefined]] = [...groups].sort(([, a], [, b]) => weight(b) - weight(a))
  const body = [...(best?.texts ?? [])].join('\n')
  // What readers see already is a text of its own, unless it is nothing but a teaser.
  const enough = least === 0 && /^(?:long)?(?:text|content|body)$/i.test(name) ? 30 : least < 60 ? 80 : least * 5
  return body.length > enough ? { body, images: [], credits: [], gallery: (best?.texts.size ?? 0) >= 3 } : undefined
}

/** A literal's text: its escapes undone, then entities and tags, as often as they were wrapped. */
function plain(raw: string): string {
  let text = unescaped(raw)
  if (!/[\u3000-\u9fff]/.test(text)) return ''
  for (let i = 0; i < 2 && /&(?:lt|quot|amp|#)/.test(text); i += 1)
    text = text
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;|&#34;|&#x22;/g, '"')
      .replace(/&amp;/g, '&')
  const body = htmlToText(text)
  return body === '' ? '' : body.split('\n').map(oneLine).filter(Boolean).join('\n')
}

const unescaped = (raw: string): string =>
  raw.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/g, (_, wide, narrow, other) =>
    wide || narrow
      ? String.fromCharCode(Number.parseInt(wide ?? narrow, 16))
      : other === 'n'
        ? '\n'
        : other === 't' || other === 'r'
          ? ' '
          : other,
  )
