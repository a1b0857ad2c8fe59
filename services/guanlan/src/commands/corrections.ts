import { existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Correction, CorrectionState, Office } from '@guanlan/contracts'
import { AppError, silentLogger, toInstant, unwrap } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import { correctionDesk, openLogAndRecords, readEnvironment } from '@guanlan/runtime'
import { dataFiles } from '../data-folder.js'
import { loadConfigured } from '../in-force.js'
import type { Command } from './command.js'

const help = `用法：guanlan corrections list [--all]
      guanlan corrections accept 编号 --by 姓名 [--matter 事项编码 | --none]
      guanlan corrections reject 编号 --by 姓名
      guanlan corrections export 文件

  list      列出人工更正：工单给了与建议不同的部门（派发、退回、改派、裁定），或内容改了事项；--all 含已审核的
  accept    审核为例文：--matter 写明属于哪个事项（不写则用建议的事项），--none 表示不属于任何事项
  reject    不作为例文
  export    把审核通过的例文写成训练文件（不覆盖已有文件）；用法见 docs/classify.md

  --data DIR    数据目录（默认 ./data，或 GUANLAN_DATA）；观澜运行时也可使用
  --config DIR  办公室配置
`
const NONE = '不属于任何事项'
const stateNames: Readonly<Record<CorrectionState, string>> = {
  waiting: '待审核',
  accepted: '已采纳',
  rejected: '不采纳',
}

export const corrections: Command = {
  summary: '人工更正：corrections list | accept | reject | export',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        config: { type: 'string' },
        by: { type: 'string' },
        matter: { type: 'string' },
        none: { type: 'boolean' },
        all: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const [what = '', target = ''] = positionals
    if (values.help) {
      console.log(help)
      return 0
    }
    const wantsTarget = what !== 'list'
    if (!['list', 'accept', 'reject', 'export'].includes(what) || wantsTarget !== (target !== ''))
      throw new AppError('usage', help)
    if (values.none && values.matter !== undefined) throw new AppError('usage', '--matter 与 --none 只能写一个')
    const { office } = loadConfigured(values.config)
    const env = unwrap(readEnvironment(process.env))
    const files = dataFiles(values.data ?? env.GUANLAN_DATA)
    if (env.RECORD_STORE === 'embedded' && !existsSync(files.records))
      throw new AppError('not_found', `没有数据：${files.path}`)
    const stores = await openLogAndRecords(env, files, silentLogger)
    const { recordStore } = stores
    try {
      if (what === 'list') await list(recordStore, office, values.all === true)
      else if (what === 'export') await exportTo(recordStore, target)
      else await decide(recordStore, office, { what, id: target, ...values })
    } finally {
      await stores.close()
    }
    return 0
  },
}

async function list({ records }: RecordStore, office: Office, all: boolean): Promise<void> {
  const shown = (await correctionDesk.list(records, office)).filter(({ state }) => all || state === 'waiting')
  if (shown.length === 0) console.log('没有待审核的更正。')
  for (const correction of shown) console.log(told(correction, office))
}

function told({ id, title, machine, person, suggested, state, decision }: Correction, office: Office): string {
  const department = (code: string | null): string =>
    office.departments.find((one) => one.code === code)?.name ?? code ?? '无'
  const lines = [
    `${stateNames[state]}  ${id}  ${title}`,
    `    系统：${machine.matter === null ? NONE : `${machine.matterName}（${machine.matter}）`} → ${department(machine.department)}`,
    `    人工：${person.action === 'relabel' ? (person.matter ?? NONE) : department(person.department)}，${person.by.name}，${person.at}${person.reason ? `：${person.reason}` : ''}`,
  ]
  if (suggested !== null) lines.push(`    建议事项：${suggested}`)
  if (decision?.state === 'accepted') lines.push(`    采纳为：${decision.matter ?? NONE}（${decision.by}）`)
  return lines.join('\n')
}

async function decide(
  store: RecordStore,
  office: Office,
  asked: { what: string; id: string; by?: string; matter?: string; none?: boolean },
): Promise<void> {
  const by = asked.by?.trim() ?? ''
  if (by === '') throw new AppError('usage', '须写明审核人：--by 姓名')
  const at = toInstant(Date.now())
  const { id } = asked
  const decided = await store.transaction(async (records) => {
    if (asked.what === 'reject') return correctionDesk.reject(records, office, { id, by, at })
    const matter = asked.none ? null : (asked.matter ?? (await suggestionFor(records, office, id)))
    return correctionDesk.accept(records, office, { id, matter, by, at })
  })
  console.log(told(decided, office))
}

async function suggestionFor(records: RecordStore['records'], office: Office, id: string): Promise<string | null> {
  const found = (await correctionDesk.list(records, office)).find((one) => one.id === id)
  if (!found) throw new AppError('not_found', `${id} 没有人工更正`)
  if (found.about === 'item') return found.suggested
  if (found.suggested === null) throw new AppError('usage', '没有可建议的事项，须写明 --matter 事项编码 或 --none')
  return found.suggested
}

async function exportTo({ records }: RecordStore, file: string): Promise<void> {
  if (existsSync(file)) throw new AppError('usage', `${file} 已经存在，不会覆盖。请换一个文件名。`)
  const { count, content } = await correctionDesk.export(records)
  writeFileSync(file, content, { mode: 0o600 })
  console.log(`${count} 条例文写入 ${file}`)
}
