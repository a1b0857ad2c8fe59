import { parseArgs } from 'node:util'
import { AppError } from '@guanlan/kernel'
import type { LoadedOffice, Origin } from '@guanlan/runtime'
import { checkRules } from '../check-rules.js'
import { loadConfigured, loadInForce } from '../in-force.js'
import type { Command } from './command.js'

const help = `用法：guanlan config show|check [--config DIR] [--data DIR] [--sample on|off]

  show    显示生效的配置与每个值的来源；数据目录里有示例城市时，连同它所加的来源与地址（--sample off 则不含）
  check   检查配置（含规则语法），列出全部错误
`

export const config: Command = {
  summary: '查看或检查配置：config show | config check',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        data: { type: 'string' },
        sample: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const [what] = positionals
    if (values.help) {
      console.log(help)
      return 0
    }
    if (what !== 'show' && what !== 'check') throw new AppError('usage', help)
    if (values.sample !== undefined && values.sample !== 'on' && values.sample !== 'off')
      throw new AppError('usage', `--sample 应为 on 或 off，收到 ${JSON.stringify(values.sample)}`)
    if (what === 'show')
      show(await loadInForce({ config: values.config, data: values.data, sample: values.sample !== 'off' }))
    else {
      const loaded = loadConfigured(values.config)
      const problems = checkRules(loaded, { examples: false })
      for (const problem of problems) console.error(problem)
      if (problems.length > 0) throw new AppError('config_invalid', `配置有 ${problems.length} 处错误`)
      console.log(
        `配置无误：${loaded.office.matters.length} 个事项，${loaded.office.sources.length} 个来源（启用 ${loaded.office.sources.filter((source) => source.enabled).length}）`,
      )
    }
    return 0
  },
}

const showOrigin = ({ layer, file, line }: Origin): string => (file ? `${file}${line ? `:${line}` : ''}` : layer)

function show({ office, origins }: LoadedOffice): void {
  for (const section of ['office', 'fetcher', 'levels'] as const)
    for (const [key, value] of Object.entries(office[section]))
      console.log(
        `${section}.${key} = ${JSON.stringify(value)}    # ${showOrigin(origins.get(`${section}.${key}`) ?? { layer: 'default' })}`,
      )
  for (const [key, origin] of origins) if (key.includes('[')) console.log(`${key}    # ${showOrigin(origin)}`)
}
