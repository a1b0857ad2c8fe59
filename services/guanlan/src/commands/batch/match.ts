import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { AppError } from '@guanlan/kernel'
import { compileRules, parseRule, type NamedRule } from '@guanlan/rules'
import { baseDictionary, createBoundaryFinder } from '@guanlan/text'
import type { BatchDefinition } from './batch-command.js'
import { asFields } from './fields.js'

/** `match`: rules of a file over documents, with the spans each rests on (UTF-16 units of the text as given). */
export function match(): BatchDefinition {
  const summary = { documents: 0, characters: 0, hits: 0, compile_ms: 0, match_ms: 0 }
  return {
    name: 'match',
    summary: '批量：用规则文件匹配文档',
    lines:
      '输入 {"id","title","body","source"?,"place"?}；--rules FILE 为 {"id","rule"} 各行\n' +
      '输出 {"id","hits":[{"rule","spans":[{"field","start","end"}]}]}；--summary 末行在标准错误给出用时',
    options: { rules: { type: 'string' }, summary: { type: 'boolean' } },
    async open({ rules: file }) {
      if (typeof file !== 'string') throw new AppError('usage', '须有 --rules FILE')
      const rules = await readRules(file)
      const began = performance.now()
      const compiled = compileRules(rules, { boundaries: createBoundaryFinder(baseDictionary()) })
      summary.compile_ms = performance.now() - began
      return (fields) => {
        const document = {
          title: fields.optionalText('title'),
          body: fields.optionalText('body'),
          source: fields.optionalText('source'),
          place: fields.optionalText('place'),
        }
        const started = performance.now()
        const hits = compiled.match(document)
        summary.match_ms += performance.now() - started
        summary.documents += 1
        summary.hits += hits.length
        for (const text of Object.values(document)) summary.characters += text?.length ?? 0
        return { hits }
      }
    },
    close: ({ summary: wanted }) => (wanted ? JSON.stringify(rounded(summary)) : undefined),
  }
}

const rounded = <T extends { compile_ms: number; match_ms: number }>(summary: T): T => ({
  ...summary,
  compile_ms: Math.round(summary.compile_ms * 10) / 10,
  match_ms: Math.round(summary.match_ms * 10) / 10,
})

/** Rules of a JSON lines file. All that is wrong is told together, with file and line: AppError `config_invalid`. */
async function readRules(file: string): Promise<NamedRule[]> {
  const rules: NamedRule[] = []
  const problems: string[] = []
  let number = 0
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1
      const text = line.replace(/^\ufeff/, '').trim()
      if (text === '') continue
      const rule = readRule(text)
      if (typeof rule === 'string') problems.push(`${file}:${number} ${rule}`)
      else rules.push(rule)
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('config_invalid', `无法读取规则文件 ${file}：${why}`, {}, { cause })
  }
  if (problems.length > 0) throw new AppError('config_invalid', problems.join('\n'))
  return rules
}

/** The rule, or what is wrong with its line. */
function readRule(text: string): NamedRule | string {
  try {
    const fields = asFields(JSON.parse(text))
    if (typeof fields.id !== 'string' && typeof fields.id !== 'number') return '缺少 id'
    const parsed = parseRule(fields.text('rule'))
    return parsed.ok ? { id: String(fields.id), rule: parsed.value } : `rule: ${parsed.error.message}`
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.message : '不是 JSON'
  }
}
