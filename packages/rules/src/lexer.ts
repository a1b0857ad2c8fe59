import { Complaint } from './complaint.js'
import { type Field, fields } from './rule.js'

/** One token of a rule; `offset` into the rule as typed, `found` the characters as typed. */
export type Token = { readonly offset: number; readonly found: string } & (
  | { readonly kind: '(' | ')' | 'and' | 'or' | 'not' | 'end' }
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'near'; readonly ordered: boolean; readonly distance: number }
  | { readonly kind: 'count'; readonly min: number; readonly max?: number }
  | { readonly kind: 'term'; readonly text: string; readonly anywhere: boolean; readonly prefix: boolean }
  | { readonly kind: 'phrase'; readonly parts: readonly string[] }
)

const OPERATORS: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
  ['并且', 'and'],
  ['或者', 'or'],
  ['排除', 'not'],
])
/** Far beyond any text; it only keeps numbers exact. */
const LARGEST = 1_000_000

/** The rule with its full-width signs, curly quotes and odd spaces made ASCII, unit for unit, so that offsets stay. */
export function plainSigns(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[“”]/g, '"')
    .replace(/[\s\u200b\ufeff]/g, ' ')
}

/** Cuts a rule into tokens. Throws Complaint. */
export function tokenize(text: string): Token[] {
  const plain = plainSigns(text)
  const tokens: Token[] = []
  let at = 0
  while (at < plain.length) {
    if (plain[at] === ' ') at++
    else {
      const token = cutToken(text, plain, at, tokens[tokens.length - 1])
      tokens.push(token)
      at = token.offset + token.found.length
    }
  }
  tokens.push({ kind: 'end', offset: text.length, found: '' })
  return tokens
}

/** The token that begins at `at`, which is no space. Throws Complaint. */
export function cutToken(text: string, plain: string, at: number, previous: Token | undefined): Token {
  const sign = plain[at] ?? ''
  const here = { offset: at, found: text.slice(at, at + 1) }
  if (sign === '(' || sign === ')') return { kind: sign, ...here }
  if (sign === '"') return phraseToken(text, plain, at)
  if (sign === '{') return countToken(text, plain, at)
  if (sign === '}') throw new Complaint(at, here.found, '多出一个“}”', '次数写成 {2} 或 {2,4}，紧跟在词的后面')
  if (sign === '-' && previous?.kind !== 'field') {
    if (/[ )]|^$/.test(plain[at + 1] ?? '')) {
      throw new Complaint(
        at,
        here.found,
        '“-”后面没有内容',
        '“-”表示排除，要紧贴后面的词，如 -演习；连字符要写在词里，如 COVID-19',
      )
    }
    return { kind: 'not', ...here }
  }
  return wordToken(text, plain, at)
}

function wordToken(text: string, plain: string, at: number): Token {
  const word = /^[^ ()"{}]+/.exec(plain.slice(at))?.[0] ?? ''
  const found = text.slice(at, at + word.length)
  const operator = OPERATORS.get(word)
  const nearLike = /^(near|before)\//i.test(word) || word === 'NEAR' || word === 'BEFORE'
  if (operator !== undefined || nearLike) {
    // Behind `title:` or `-` it is the word itself that is meant; as a phrase it stays so wherever it is printed.
    if (gluedTo(plain, at)) return { kind: 'phrase', parts: [found], offset: at, found }
    return operator === undefined ? nearToken(word, at, found) : { kind: operator, offset: at, found }
  }
  const colon = word.indexOf(':')
  const name = word.slice(0, Math.max(0, colon))
  if (colon >= 0 && !/^[\d~]/.test(name)) return fieldToken(name, at, text.slice(at, at + colon + 1))
  return termToken(word, at, found)
}

/** Whether a field's colon or a minus stands right before, so that a word is no operator. */
const gluedTo = (plain: string, at: number): boolean => at > 0 && /[:-]/.test(plain[at - 1] ?? '')

function fieldToken(name: string, offset: number, found: string): Token {
  const field = fields.find((known) => known === name.toLowerCase())
  if (field !== undefined) return { kind: 'field', field, offset, found }
  throw new Complaint(
    offset,
    found,
    name === '' ? '冒号前缺少字段名' : `没有“${name}”这个字段`,
    `字段只有 ${fields.join('、')}（标题、正文、来源、地点）；要找带冒号的文字请加引号`,
  )
}

function nearToken(word: string, offset: number, found: string): Token {
  const name = word.split('/')[0]?.toUpperCase() ?? ''
  const number = /^(?:NEAR|BEFORE)\/(\d+)$/.exec(word)?.[1]
  const distance = Number(number)
  if (number === undefined) {
    throw new Complaint(offset, found, `${name} 的写法不对`, `写成大写的 ${name}/5，数字是两边之间最多隔几个字`)
  }
  if (distance === 0) {
    throw new Complaint(offset, found, '距离不能是 0', '距离至少是 1；要紧挨着请写成短语，如 "拖欠 工资"')
  }
  if (distance > LARGEST) throw new Complaint(offset, found, '距离太大', `距离最多 ${LARGEST}`)
  return { kind: 'near', ordered: name === 'BEFORE', distance, offset, found }
}

function termToken(word: string, offset: number, found: string): Token {
  const anywhere = word.startsWith('~')
  const prefix = word.endsWith('*')
  const from = anywhere ? 1 : 0
  const to = word.length - (prefix ? 1 : 0)
  const inside = word.slice(from, Math.max(from, to))
  if (inside.replace(/[\p{Default_Ignorable_Code_Point}]/gu, '') === '') {
    throw new Complaint(offset, found, '这里缺少词', '“~”后面、“*”前面都要有词，如 ~欠薪、ofo*')
  }
  const star = inside.indexOf('*')
  if (star >= 0) throw new Complaint(offset + from + star, '*', '“*”只能放在词尾', '写成 ofo*；要找星号本身请加引号')
  if (anywhere && prefix) {
    throw new Complaint(offset, found, '“~”和“*”不能同用', '“~词”本来就在任何位置命中，去掉“*”即可')
  }
  if (inside.startsWith('~')) throw new Complaint(offset + 1, '~', '“~”重复了', '只写一个“~”')
  return { kind: 'term', text: found.slice(from, to), anywhere, prefix, offset, found }
}

function phraseToken(text: string, plain: string, at: number): Token {
  let content = ''
  let end = at + 1
  for (; end < plain.length && plain[end] !== '"'; end++) {
    if (plain[end] === '\\' && /["\\]/.test(plain[end + 1] ?? '')) end++
    content += text[end]
  }
  const found = text.slice(at, end + 1)
  if (end >= plain.length)
    throw new Complaint(at, text.slice(at, at + 1), '引号没有闭合', '在短语末尾补上引号；引号本身写成 \\"')
  const parts = content
    .split(/[\s\u200b\ufeff]+/)
    .filter((part) => part.replace(/\p{Default_Ignorable_Code_Point}/gu, '') !== '')
  if (parts.length === 0) throw new Complaint(at, found, '引号里是空的', '引号里写上要找的词，如 "拖欠 工资"')
  return { kind: 'phrase', parts, offset: at, found }
}

function countToken(text: string, plain: string, at: number): Token {
  const close = plain.indexOf('}', at)
  const found = close < 0 ? text.slice(at, at + 1) : text.slice(at, close + 1)
  const match = /^\{ *(\d+) *(?:, *(\d+) *)?\}$/.exec(plain.slice(at, at + found.length))
  if (match === null) throw new Complaint(at, found, '次数的写法不对', '写成 {2}（至少两次）或 {2,4}（两到四次）')
  const min = Number(match[1])
  const max = match[2] === undefined ? undefined : Number(match[2])
  if (min === 0) throw new Complaint(at, found, '次数不能从 0 起', '至少是 1；要求不出现请写 NOT')
  if (max !== undefined && max < min) throw new Complaint(at, found, '上限小于下限', `写成 {${max},${min}}`)
  if (min > LARGEST || (max ?? 0) > LARGEST) throw new Complaint(at, found, '次数太大', `次数最多 ${LARGEST}`)
  return max === undefined ? { kind: 'count', min, offset: at, found } : { kind: 'count', min, max, offset: at, found }
}
