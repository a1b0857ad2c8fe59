import { AppError, unwrap } from '@guanlan/kernel'
import { loadOffice, readEnvironment, type LoadedOffice, type Origin } from '@guanlan/runtime'
import { parseArgs } from 'node:util'
import { checkRules } from '../check-rules.js'
import { shippedConfig } from '../paths.js'
import type { Command } from './command.js'

const help = `用法：guanlan config show|check [--config DIR]

  show    显示生效的配置与每个值的来源
  check   检查配置（含规则语法），列出全部错误
`

export const config: Command = {
  summary: '查看或检查配置：config show | config check',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { config: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    const [what] = positionals
    if (values.help) {
      console.log(help)
      return 0
    }
    if (what !== 'show' && what !== 'check') throw new AppError('usage', help)
    const loaded = loadConfigured(values.config)
    if (what === 'show') show(loaded)
    else {
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

/** The configuration in force for a command: `--config`, else GUANLAN_CONFIG, else what is shipped. */
export function loadConfigured(option: string | undefined): LoadedOffice {
  const office = option ?? unwrap(readEnvironment(process.env)).GUANLAN_CONFIG
  return unwrap(loadOffice({ shipped: shippedConfig, ...(office ? { office } : {}) }))
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
