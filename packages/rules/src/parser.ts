import { Complaint } from './complaint.js'
import { type Token, tokenize } from './lexer.js'
import { type Field, isLeaf, type LeafRule, type NearRule, type Rule } from './rule.js'

/** Deeper brackets than anybody reads aloud, and far from the end of the stack. */
const DEEPEST = 50

/** Which dialect: `query` is the search box, which refuses NEAR, BEFORE, `~` and counts. */
export type Dialect = 'rule' | 'query'

/** An atom with what its operands' rules need: whether a bracket or a count stood there. */
type Operand = { readonly rule: Rule; readonly token: Token }

/** Parses tokens into a rule in normal form. Throws Complaint. */
export function parseTokens(text: string, dialect: Dialect): Rule {
  return new Parser(tokenize(text), dialect).whole()
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #dialect: Dialect
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[], dialect: Dialect) {
    this.#tokens = tokens
    this.#dialect = dialect
  }

  whole(): Rule {
    if (this.#peek().kind === 'end') throw new Complaint(0, '', '还没有写内容', '至少写一个要找的词，如 欠薪')
    const rule = this.#or(undefined)
    const rest = this.#peek()
    if (rest.kind === ')') throw new Complaint(rest.offset, rest.found, '多出一个右括号', '去掉它，或在前面补上左括号')
    if (rest.kind !== 'end') throw this.#unexpected(rest)
    return rule
  }

  #or(field: Field | undefined): Rule {
    const clauses = [this.#and(field)]
    while (this.#peek().kind === 'or') {
      this.#at++
      clauses.push(this.#and(field))
    }
    return flat('or', clauses)
  }

  #and(field: Field | undefined): Rule {
    const clauses = [this.#unary(field)]
    for (;;) {
      const { kind } = this.#peek()
      if (kind === 'and') this.#at++
      else if (kind === 'or' || kind === ')' || kind === 'end') break
      clauses.push(this.#unary(field))
    }
    return flat('and', clauses)
  }

  #unary(field: Field | undefined): Rule {
    if (this.#peek().kind !== 'not') return this.#near(field)
    this.#at++
    const next = this.#peek()
    if (next.kind === 'not') {
      throw new Complaint(next.offset, next.found, '连着写了两个排除', '只写一个；确实要双重否定请加括号')
    }
    return { kind: 'not', of: this.#near(field) }
  }

  #near(field: Field | undefined): Rule {
    const left = this.#atom(field)
    const operator = this.#peek()
    if (operator.kind !== 'near') return left.rule
    this.#refuseInQuery(operator, operator.found)
    this.#at++
    if (this.#peek().kind === 'not') {
      const not = this.#peek()
      throw new Complaint(
        not.offset,
        not.found,
        'NEAR、BEFORE 的两边不能是排除',
        '把排除写成另一个条件，如 A NOT (A NEAR/5 B)',
      )
    }
    const right = this.#atom(field)
    const chained = this.#peek()
    if (chained.kind === 'near') {
      throw new Complaint(
        chained.offset,
        chained.found,
        'NEAR、BEFORE 不能连写',
        '拆成两个条件，如 A NEAR/5 B AND B NEAR/3 C',
      )
    }
    const near: NearRule = {
      kind: 'near',
      ordered: operator.ordered,
      distance: operator.distance,
      left: alternatives(left, 'NEAR、BEFORE 的每一边'),
      right: alternatives(right, 'NEAR、BEFORE 的每一边'),
    }
    const sides = new Set([...near.left, ...near.right].map((leaf) => leaf.field))
    if (sides.size > 1) {
      throw new Complaint(
        operator.offset,
        operator.found,
        'NEAR、BEFORE 的两边必须在同一个字段',
        '两边写相同的字段，如 title:(A NEAR/5 B)',
      )
    }
    return near
  }

  #atom(outer: Field | undefined): Operand {
    const token = this.#take()
    if (token.kind === 'field') {
      if (outer !== undefined && outer !== token.field) {
        throw new Complaint(
          token.offset,
          token.found,
          `已经在 ${outer}: 的括号里，不能再换字段`,
          '把这个条件写到括号外面',
        )
      }
      const next = this.#peek()
      if (next.kind === 'not' || next.kind === 'field') {
        throw new Complaint(next.offset, next.found, '字段后面要直接跟词', `排除写在字段前面，如 -${token.field}:演习`)
      }
      return this.#counted(this.#bare(this.#take(), token.field))
    }
    return this.#counted(this.#bare(token, outer))
  }

  #bare(token: Token, field: Field | undefined): Operand {
    const where = field === undefined ? {} : { field }
    if (token.kind === 'term') {
      if (token.anywhere) this.#refuseInQuery(token, '~')
      if (token.text.startsWith('-') && field !== undefined && !token.anywhere) {
        throw new Complaint(token.offset, token.found, '字段后面要直接跟词', `排除写在字段前面，如 -${field}:演习`)
      }
      const { text, anywhere, prefix } = token
      return { rule: { kind: 'term', text, anywhere, prefix, ...where }, token }
    }
    if (token.kind === 'phrase') return { rule: { kind: 'phrase', parts: token.parts, ...where }, token }
    if (token.kind !== '(') throw this.#unexpected(token)
    if (this.#peek().kind === ')')
      throw new Complaint(token.offset, token.found, '括号里是空的', '括号里写上条件，或去掉括号')
    if (++this.#depth > DEEPEST) throw new Complaint(token.offset, token.found, '括号套得太深', `最多 ${DEEPEST} 层`)
    const rule = this.#or(field)
    this.#depth--
    const close = this.#peek()
    if (close.kind !== ')') throw new Complaint(token.offset, token.found, '括号没有闭合', '在条件末尾补上右括号')
    this.#at++
    return { rule, token }
  }

  #counted(operand: Operand): Operand {
    const count = this.#peek()
    if (count.kind !== 'count') return operand
    this.#refuseInQuery(count, count.found)
    this.#at++
    const of = alternatives(operand, '次数')
    const max = count.max === undefined ? {} : { max: count.max }
    return { rule: { kind: 'count', min: count.min, ...max, of }, token: operand.token }
  }

  #refuseInQuery(token: Token, found: string): void {
    if (this.#dialect === 'rule') return
    const reason = '检索框只支持 AND、OR、NOT、引号、括号和字段，因为检索用的是全文索引'
    throw new Complaint(token.offset, found, reason, 'NEAR、BEFORE、“~”和次数请到规则页试跑')
  }

  #unexpected(token: Token): Complaint {
    if (token.kind === 'end') return new Complaint(token.offset, '', '条件没有写完', '后面还要有一个词、短语或括号')
    if (token.kind === ')')
      return new Complaint(token.offset, token.found, '右括号前缺少条件', '在前面补上词，或去掉多余的括号')
    if (token.kind === 'count') return new Complaint(token.offset, token.found, '次数要跟在词的后面', '写成 欠薪{2}')
    return new Complaint(
      token.offset,
      token.found,
      '这里应当是词',
      '前后各要有一个词、短语或括号；要找这个词本身请加引号',
    )
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', offset: 0, found: '' }
  }

  #take(): Token {
    const token = this.#peek()
    if (token.kind !== 'end') this.#at++
    return token
  }
}

function flat(kind: 'and' | 'or', clauses: readonly Rule[]): Rule {
  const [only, second] = clauses
  if (only !== undefined && second === undefined) return only
  return { kind, of: clauses.flatMap((clause) => (clause.kind === kind ? clause.of : [clause])) }
}

/** The terms and phrases of a bracket that OR joins, or the one that stands alone. */
function alternatives(operand: Operand, what: string): readonly LeafRule[] {
  const { rule, token } = operand
  const clauses = rule.kind === 'or' ? rule.of : [rule]
  const leaves = clauses.filter(isLeaf)
  if (leaves.length === clauses.length) return leaves
  const problem = `${what}只能用于一个词、一个短语，或由 OR 连接的词和短语的括号`
  throw new Complaint(token.offset, token.found, problem, '如 (欠薪 OR 讨薪)；别的条件用 AND 另写')
}
