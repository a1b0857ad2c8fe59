import { AppError } from '@guanlan/kernel'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Scenario } from './item.js'
import { parseContent } from './parse-content.js'
import { resolveItems } from './resolve.js'

const contentFolder = new URL('../../content/', import.meta.url)

/**
 * Reads content/*.yaml. Throws AppError `config_invalid` that lists every problem with file, line and item
 * (details.problems), so that an author mends them in one go.
 */
export function loadScenario(folder: URL = contentFolder): Scenario {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
  const parsed = files.map((name) => parseContent(name, readFileSync(new URL(name, folder), 'utf8')))
  const resolved = resolveItems(parsed.flatMap((file) => file.items))
  const problems = [...parsed.flatMap((file) => file.problems), ...resolved.problems]
  if (files.length === 0) problems.push(`${fileURLToPath(folder)}: 没有内容文件`)
  if (problems.length > 0) throw new AppError('config_invalid', `示例内容有误：\n${problems.join('\n')}`, { problems })
  return { items: resolved.items }
}
