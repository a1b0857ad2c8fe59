import { describe, expect, it } from 'vitest'
import { parseQuery } from '../src/index.js'
import { refusal } from './support.js'

describe('a rule is refused, with the place and what would be right,', () => {
  it.each([
    ['nothing', '', 0, '', '至少写一个要找的词'],
    ['nothing but NOT', '-演习', 0, '-演习', '至少写一个必须出现的词'],
    ['an alternative of nothing but NOT', '欠薪 OR -演习', 0, '欠薪 OR -演习', '至少写一个必须出现的词'],
    ['an unknown field', '欠薪 titel:工地', 3, 'titel:', 'title、body、source、place'],
    ['a Chinese field name', '标题：欠薪', 0, '标题：', 'title、body、source、place'],
    ['NEAR/0', '拖欠 NEAR/0 工资', 3, 'NEAR/0', '"拖欠 工资"'],
    ['NEAR without a number', '拖欠 NEAR 工资', 3, 'NEAR', 'NEAR/5'],
    ['near in small letters', '拖欠 near/5 工资', 3, 'near/5', 'NEAR/5'],
    ['a chain of NEAR', 'A NEAR/5 B NEAR/3 C', 11, 'NEAR/3', 'A NEAR/5 B AND B NEAR/3 C'],
    ['NOT inside NEAR', 'A NEAR/5 -B', 9, '-', '另一个条件'],
    ['AND inside NEAR', 'A NEAR/5 (B C)', 9, '(', '(欠薪 OR 讨薪)'],
    ['a count inside NEAR', 'A{2} NEAR/5 B', 0, 'A', '(欠薪 OR 讨薪)'],
    ['two fields around NEAR', 'title:A NEAR/5 body:B', 8, 'NEAR/5', 'title:(A NEAR/5 B)'],
    ['a field inside another', 'title:(A OR body:B)', 12, 'body:', '括号外面'],
    ['{0,n}', '欠薪{0,3}', 2, '{0,3}', 'NOT'],
    ['{0}', '欠薪{0}', 2, '{0}', 'NOT'],
    ['a maximum below the minimum', '欠薪{4,2}', 2, '{4,2}', '{2,4}'],
    ['a count that is none', '欠薪{两}', 2, '{两}', '{2}'],
    ['a count without a term', '{2}', 0, '{2}', '欠薪{2}'],
    ['a count of an AND', '(A B){2}', 0, '(', '(欠薪 OR 讨薪)'],
    ['an empty group', '欠薪 ()', 3, '(', '括号里写上条件'],
    ['an open bracket', '欠薪 （工地', 3, '（', '右括号'],
    ['a stray bracket', '欠薪）工地', 2, '）', '左括号'],
    ['a stray brace', '欠薪}', 2, '}', '{2}'],
    ['an open quote', '欠薪 “工地', 3, '“', '补上引号'],
    ['an empty phrase', '欠薪 " "', 3, '" "', '"拖欠 工资"'],
    ['an operator at the end', '欠薪 OR', 5, '', '后面还要有'],
    ['an operator at the start', 'AND 欠薪', 0, 'AND', '请加引号'],
    ['two operators', '欠薪 OR AND 工地', 6, 'AND', '请加引号'],
    ['two NOT', 'A NOT NOT B', 6, 'NOT', '只写一个'],
    ['a minus that stands alone', '欠薪 - 工地', 3, '-', '紧贴后面的词'],
    ['a minus behind a field', 'A title:-B', 8, '-B', '-title:演习'],
    ['a star inside a word', 'o*o', 1, '*', 'ofo*'],
    ['a star alone', 'A *', 2, '*', 'ofo*'],
    ['~ alone', 'A ~ B', 2, '~', '~欠薪'],
    ['~ with *', '~ofo*', 0, '~ofo*', '去掉“*”'],
    ['a word of nothing but zero-width characters', '\u200d', 0, '\u200d', '~欠薪'],
  ])('for %s', (_what, text, offset, found, advice) => {
    const error = refusal(text)
    expect(error.code).toBe('rule_invalid')
    expect(error.details).toMatchObject({ offset, found })
    expect(error.details['expected']).toContain(advice)
    expect(error.message).toContain(`▶${found}◀`)
    expect(error.message).toContain(String(error.details['expected']))
  })

  it('for brackets nested beyond reading, without running out of stack', () => {
    expect(refusal('('.repeat(100_000)).details).toMatchObject({ offset: 50 })
  })
})

describe('the search box', () => {
  it('speaks the language with operators, brackets, fields, phrases and *', () => {
    for (const text of ['欠薪 OR “拖欠 工资”', 'title:(欠薪 -演习)', 'ofo*']) {
      expect(parseQuery(text).ok).toBe(true)
    }
  })

  it.each([
    ['拖欠 NEAR/5 工资', 'NEAR/5'],
    ['拖欠 BEFORE/5 工资', 'BEFORE/5'],
    ['~欠薪', '~'],
    ['欠薪{2}', '{2}'],
  ])('refuses %s with the reason', (text, found) => {
    const parsed = parseQuery(text)
    expect(parsed.ok).toBe(false)
    if (parsed.ok) return
    expect(parsed.error.code).toBe('query_invalid')
    expect(parsed.error.details['found']).toBe(found)
    expect(parsed.error.message).toContain('全文索引')
  })

  it('refuses nothing but NOT as well', () => {
    expect(parseQuery('-演习').ok).toBe(false)
  })
})
