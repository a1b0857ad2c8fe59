import { parseArgs } from 'node:util'
import { AppError } from '@guanlan/kernel'
import { checkRules } from '../check-rules.js'
import { loadConfigured } from '../in-force.js'
import type { Command } from './command.js'

const help = `用法：guanlan rules check [--config DIR]

  check   每个事项至少十条例文且都被命中，至少两条近似而无关的例文且都不被命中，
          没有规则被同一事项的另一条完全遮盖，每个部门都有牵头事项，规则语法与引用无误
`

export const rules: Command = {
  summary: '检查事项目录与规则：rules check',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { config: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) {
      console.log(help)
      return 0
    }
    if (positionals[0] === 'test' || positionals[0] === 'dry-run')
      throw new AppError('usage', `guanlan rules ${positionals[0]} 随后续版本提供，当前版本只有 rules check。`)
    if (positionals[0] !== 'check') throw new AppError('usage', help)
    const loaded = loadConfigured(values.config)
    const problems = checkRules(loaded, { examples: true })
    for (const problem of problems) console.error(problem)
    if (problems.length > 0) throw new AppError('config_invalid', `事项目录有 ${problems.length} 处问题`)
    console.log(`事项目录无误：${loaded.office.matters.length} 个事项`)
    return 0
  },
}
