import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { levelNames, levels, levelSchema, type ChannelConfig, type Level } from '@guanlan/contracts'
import { AppError, silentLogger, systemClock, toInstant } from '@guanlan/kernel'
import { createNotifier } from '@guanlan/notifier'
import { secretsFrom } from '@guanlan/service-alert-router'
import { loadInForce } from '../in-force.js'
import type { Command } from './command.js'

const help = `用法：guanlan channels [list] [--config DIR] | channels test ID [--level red|orange|yellow|blue] [--config DIR]

  list      列出通知渠道：编号、种类、是否启用、通知哪些等级
  test ID   向一个渠道发送一条注明「测试」的消息，说明对方是否收下；不影响任何预警
`

export const channels: Command = {
  summary: '通知渠道：channels list | test ID',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        data: { type: 'string' },
        level: { type: 'string', default: 'red' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) {
      console.log(help)
      return 0
    }
    const [what = 'list', id] = positionals
    const level = levelSchema.safeParse(values.level)
    if (!['list', 'test'].includes(what) || (what === 'test' && !id)) throw new AppError('usage', help)
    if (!level.success) throw new AppError('usage', `--level 应为 ${levels.join('、')} 之一`)
    const { office } = await loadInForce({ config: values.config, data: values.data, sample: true })
    if (what === 'list') return list(office.channels)
    const channel = office.channels.find((one) => one.id === id)
    if (!channel) throw new AppError('not_found', `没有通知渠道 ${id}；guanlan channels list 列出已有的`)
    return test(channel, level.data)
  },
}

function list(all: readonly ChannelConfig[]): number {
  if (all.length === 0) console.log('没有通知渠道：在 config/office/channels.yaml 中添加，写法见 docs/alerts.md。')
  for (const { id, kind, enabled, levels: wanted } of all)
    console.log(`${enabled ? '启用' : '停用'}  ${id}  ${kind}  ${wanted.map((level) => levelNames[level]).join('、')}`)
  return 0
}

/** Also one that is switched off: that is when it is tried. */
async function test(channel: ChannelConfig, level: Level): Promise<number> {
  const notifier = createNotifier([{ ...channel, enabled: true }], {
    secretOf: secretsFrom(process.env),
    logger: silentLogger,
  })
  try {
    const sent = await notifier.send({ key: `test-${randomUUID()}`, channel: channel.id, body: bodyOf(level) })
    if (sent.ok) console.log(`${channel.id} 已收下（${sent.value.status}，${Math.round(sent.value.ms)} 毫秒）`)
    else console.log(`${channel.id} 没有收下：${sent.error.problem.message}${sent.error.again ? '（可重试）' : ''}`)
    return sent.ok ? 0 : 1
  } finally {
    await notifier.close()
  }
}

function bodyOf(level: Level): unknown {
  const at = toInstant(systemClock.now())
  return {
    type: 'alert.test',
    at,
    text: `【测试】观澜通知渠道测试消息（${levelNames[level]}），请忽略`,
    alert: {
      alert: 'test',
      level,
      title: '通知渠道测试',
      matterName: '测试',
      items: 0,
      voices: 0,
      ticket: null,
      places: [],
    },
  }
}
