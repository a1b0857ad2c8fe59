import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { AppError, silentLogger, unwrap } from '@guanlan/kernel'
import { createDeadLetterDesk, openLogAndRecords, readEnvironment, type DeadLetterDesk } from '@guanlan/runtime'
import { dataFiles } from '../data-folder.js'
import type { Command } from './command.js'

const help = `用法：guanlan dlq list|show ID|replay ID|replay --all [--data DIR]

  list            列出搁置的输入：编号、站、原因（未重放的在前）
  show ID         完整显示一条（JSON）
  replay ID       修好之后，把它重新交给原来的站；--all 重放全部未重放的
  --data DIR      数据目录（默认 ./data，或 GUANLAN_DATA）；观澜运行时也可使用
`

/** Dead letters shown, and replayed, in one go. */
const PAGE = 1_000

export const dlq: Command = {
  summary: '搁置的输入（死信）：dlq list | show ID | replay ID',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, all: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    const [what, id] = positionals
    if (values.help) {
      console.log(help)
      return 0
    }
    if (!what || !['list', 'show', 'replay'].includes(what) || (what !== 'list' && !id && !values.all))
      throw new AppError('usage', help)
    const env = unwrap(readEnvironment(process.env))
    const files = dataFiles(values.data ?? env.GUANLAN_DATA)
    if (env.EVENT_LOG === 'embedded' && !existsSync(files.log))
      throw new AppError('not_found', `没有数据：${files.path}`)
    const stores = await openLogAndRecords(env, files, silentLogger)
    try {
      await act(createDeadLetterDesk(stores.eventLog, stores.recordStore), what, values.all ? null : (id ?? null))
    } finally {
      await stores.close()
    }
    return 0
  },
}

async function act(desk: DeadLetterDesk, what: string, id: string | null): Promise<void> {
  if (what === 'list') {
    const letters = await desk.list({ limit: PAGE + 1 })
    if (letters.length === 0) console.log('没有搁置的输入。')
    for (const letter of letters.slice(0, PAGE))
      console.log(
        `${letter.replayedAt ? '已重放' : '待处理'}  ${letter.id}  ${letter.at}  ${letter.code}  ${letter.message.split('\n')[0]}`,
      )
    if (letters.length > PAGE) console.log(`（只列出最近 ${PAGE} 条）`)
    return
  }
  if (what === 'show') {
    console.log(JSON.stringify(await desk.show(id ?? ''), null, 2))
    return
  }
  if (id !== null) return replay(desk, [id])
  // What is replayed waits no longer, so that every page is a new one.
  const page = async () => (await desk.list({ limit: PAGE, waiting: true })).map((letter) => letter.id)
  let ids = await page()
  if (ids.length === 0) console.log('没有待重放的输入。')
  for (; ids.length > 0; ids = await page()) await replay(desk, ids)
}

async function replay(desk: DeadLetterDesk, ids: readonly string[]): Promise<void> {
  for (const one of ids) {
    await desk.replay(one)
    console.log(`已重放 ${one}`)
  }
}
