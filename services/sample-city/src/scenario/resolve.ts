import type { ParsedItem } from './parse-content.js'
import type { ScenarioItem } from './item.js'

const placeholder = /\{\{original(?: (\d+))?\}\}/g

/**
 * Checks what items say of each other and writes out the bodies of copies: a copy without a body has its original's;
 * `{{original}}` in a copy's body stands for the original's body, `{{original 2}}` for its first two paragraphs.
 */
export function resolveItems(parsed: readonly ParsedItem[]): { items: ScenarioItem[]; problems: string[] } {
  const problems: string[] = []
  const byId = new Map<string, ParsedItem>()
  for (const entry of parsed) {
    const other = byId.get(entry.item.id)
    if (other) problems.push(`${entry.file} 条目 ${entry.item.id}: id 已在 ${other.file} 中用过`)
    byId.set(entry.item.id, entry)
  }
  const items = parsed.map(({ file, item }): ScenarioItem => {
    const complain = (what: string) => problems.push(`${file} 条目 ${item.id}: ${what}`)
    const original = item.copyOf === undefined ? undefined : byId.get(item.copyOf)?.item
    if (item.copyOf !== undefined) {
      if (!original) complain(`copyOf 指向不存在的条目 ${item.copyOf}`)
      else if (original.copyOf !== undefined) complain(`copyOf 须指向原件，${item.copyOf} 本身是转载`)
      else if (original.at >= item.at) complain('转载须晚于原件')
    }
    if (item.replyTo !== undefined) {
      const parent = byId.get(item.replyTo)?.item
      if (!parent) complain(`replyTo 指向不存在的条目 ${item.replyTo}`)
      else if (parent.at >= item.at) complain('回复须晚于所回复的条目')
      else if (parent.replyTo !== undefined) complain('只能回复主帖')
      else if (item.site === 'forum' && parent.site !== 'forum') complain('论坛跟帖须回复论坛的主帖')
    }
    const body = original ? fill(item.body, original.body ?? '') : (item.body ?? '')
    if (item.title === '' && item.replyTo === undefined) complain('缺少 title')
    if (body === '' && item.site !== 'hotlist') complain('缺少 body')
    return { ...item, body }
  })
  items.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  return { items, problems }
}

function fill(body: string | undefined, original: string): string {
  if (body === undefined) return original
  return body.replace(placeholder, (_, count: string | undefined) =>
    count === undefined ? original : original.split('\n').slice(0, Number(count)).join('\n'),
  )
}
