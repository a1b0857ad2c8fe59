/** Metric names, and the labels asked of them, in one PromQL expression. Enough PromQL for our own rules and panels. */
export interface Mentioned {
  readonly metrics: readonly { readonly name: string; readonly labels: readonly string[] }[]
  /** Labels of by, without, on, ignoring, group_left and group_right. */
  readonly grouped: readonly string[]
}

const words = (list: string): string[] => list.match(/[a-zA-Z_]\w*/g) ?? []
const keywords = new Set(['and', 'or', 'unless', 'bool', 'offset', 'by', 'without', 'on', 'ignoring'])

/** Takes the expression apart from the inside out: strings, ranges, label matchers, grouping clauses, functions, names. */
export function mentionsOf(expression: string): Mentioned {
  const grouped: string[] = []
  const bare = expression
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g, (_clause, list: string) => {
      grouped.push(...words(list))
      return ' '
    })
  const metrics = [...bare.matchAll(/(?<![\w.])([a-zA-Z_:][\w:]*)\s*(\{[^}]*\}|\()?/g)].flatMap(
    ([, name = '', after = '']) => {
      if (after === '(' || keywords.has(name)) return []
      const labels = [...after.matchAll(/([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label)
      return [{ name, labels }]
    },
  )
  return { metrics, grouped }
}
