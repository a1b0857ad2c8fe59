import { parseArgs } from 'node:util'
import { AppError, err, ok, type Result } from '@guanlan/kernel'
import type { Environment } from '@guanlan/runtime'

/** What `guanlan up` was asked for; options win over the environment. */
export interface UpOptions {
  readonly port: number
  readonly data: string
  readonly config?: string
  readonly sample: boolean
  /** Scenario seconds per wall second. */
  readonly speed: number
  readonly seed: number
}

export const upHelp = `用法：npm start [-- 选项]    （等同 guanlan up [选项]）

  --port N          控制台与接口的端口；0 为任意空闲端口（默认 8600，或 GUANLAN_PORT）
  --data DIR        数据目录（默认 ./data，或 GUANLAN_DATA）
  --config DIR      本单位的配置目录，逐文件覆盖自带的 config/office（或 GUANLAN_CONFIG）
  --sample on|off   是否运行自带的示例城市（默认 on）
  --speed X         示例城市的时间倍速（默认 60：一分钟走一小时）
  --seed N          示例城市里谁在何时发什么的变化种子（默认 0）
  --help            显示本说明

按 Ctrl-C 有序停止；下次启动从停下的地方继续。
`

/** Parses the options of `up`. AppError `usage` names the option that is wrong. */
export function parseUpOptions(args: readonly string[], env: Environment): Result<UpOptions | 'help'> {
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({
      args: [...args],
      strict: true,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        config: { type: 'string' },
        sample: { type: 'string' },
        speed: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    return err(
      new AppError(
        'usage',
        `选项有误：${error instanceof Error ? error.message : String(error)}（--help 列出全部选项）`,
      ),
    )
  }
  if (values['help']) return ok('help')
  const problems: string[] = []
  const number = (name: string, fallback: number, check: (n: number) => boolean, what: string): number => {
    const text = values[name]
    if (text === undefined) return fallback
    const value = Number(text)
    if (text !== '' && Number.isFinite(value) && check(value)) return value
    problems.push(`--${name} 应为${what}，收到 ${JSON.stringify(text)}`)
    return fallback
  }
  const port = number(
    'port',
    env.GUANLAN_PORT,
    (n) => Number.isInteger(n) && n >= 0 && n <= 65_535,
    ' 0 到 65535 的整数',
  )
  const speed = number('speed', 60, (n) => n > 0 && n <= 100_000, '大于 0 的数')
  const seed = number('seed', 0, (n) => Number.isInteger(n) && n >= 0, '非负整数')
  const sample = values['sample'] ?? 'on'
  if (sample !== 'on' && sample !== 'off') problems.push(`--sample 应为 on 或 off，收到 ${JSON.stringify(sample)}`)
  if (problems.length > 0) return err(new AppError('usage', problems.join('\n')))
  const config = (values['config'] as string | undefined) ?? env.GUANLAN_CONFIG
  return ok({
    port,
    data: (values['data'] as string | undefined) ?? env.GUANLAN_DATA,
    sample: sample === 'on',
    speed,
    seed,
    ...(config ? { config } : {}),
  })
}
