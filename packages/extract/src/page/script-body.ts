import { htmlToText, oneLine } from '../plain-text.js'
import type { OpenPage } from './open-page.js'
import type { TidyBody } from './tidy-body.js'

/** As much of a page's scripts as is looked through, in characters. */
const looked = 3_000_000
/** A string literal, with the key before it when it has one: "content": "…", content: '…', or the next of an array. */
const literal =
  /(?:["']?([A-Za-z_$][\w$]{0,40})["']?\s*[:=]\s*(?:JSON\.parse\()?\s*\[?\s*)?(?:"((?:[^"\\\n]|\\.){20,})"|'((?:[^'\\\n]|\\.){20,})')/g

/**
 * The text that a page's scripts would write (single-page apps, baijiahao and toutiao after their kind): the key whose
 * strings hold the most prose, one string an article, several the captions of a gallery. Undefined when that is no
 * more than `least` characters.
 */
export function scriptBody({ $ }: OpenPage, least: number): TidyBody | undefined {
  const groups = new Map<string, { texts: string[]; marks: number }>()
  let left = looked
  let last = ''
  // A literal that itself holds JSON is looked through, too.
  const sources = $('script')
    .toArray()
    .map((node) => $(node).text())
  for (let source = sources.shift(); source !== undefined && left > 0; source = sources.shift()) {
    source = source.slice(0, left)
    left -= source.length
    for (const found of source.matchAll(literal)) {
      const key = found[1] ?? last
      last = key
      const raw = found[2] ?? found[3] ?? ''
      if (/^\s*[[{]\\?"/.test(raw)) {
        sources.push(unescaped(raw))
        continue
      }
      const text = plain(raw)
      const marks = text.match(/[，。；！？]/g)?.length ?? 0
      if (marks < 2 || marks * 60 < text.length) continue
      const group = groups.get(key) ?? { texts: [], marks: 0 }
      if (!group.texts.includes(text)) group.texts.push(text)
      group.marks += marks
      groups.set(key, group)
    }
  }
  const best = [...groups.values()].sort((a, b) => b.marks - a.marks)[0]
  const body = best?.texts.join('\n') ?? ''
  return body.length > Math.max(least * 1.5, 80)
    ? { body, images: [], credits: [], gallery: (best?.texts.length ?? 0) >= 3 }
    : undefined
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
