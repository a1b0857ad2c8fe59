import { existsSync, readFileSync } from 'node:fs'
import type { SourceConfig } from '@guanlan/contracts'
import { AppError, unwrap } from '@guanlan/kernel'
import { readEnvironment } from '@guanlan/runtime'
import { dataFiles } from '../data-folder.js'
import { importFile, type Imported } from '../importing/import-file.js'
import { loadInForce } from '../in-force.js'

export interface ImportOptions {
  readonly source?: string | undefined
  readonly sheet?: string | undefined
  readonly url?: string | undefined
  readonly 'key-file'?: string | undefined
  readonly config?: string | undefined
  readonly data?: string | undefined
}

/** Bad rows that are shown one by one. */
const SHOWN = 50
/** Progress is told each so many rows. */
const STEP = 10_000

/**
 * Reads an export file (12345, 好差评) and hands its rows to the running office. Resolves to the exit code: 1 when rows
 * were set aside. Throws `usage`: no such source, no columns, unreadable file, nothing runs.
 */
export async function importExportFile(file: string, options: ImportOptions): Promise<number> {
  const { office } = await loadInForce({ config: options.config, data: options.data, sample: true })
  const source = pushed(office.sources, options.source)
  const target = { url: options.url ?? addressIn(options.data), key: keyIn(options['key-file']) }
  let told = 0
  const imported = await importFile({
    file,
    sheet: options.sheet,
    source: source.id,
    columns: source.columns,
    places: office.places,
    target,
    onProgress(rows) {
      if (rows - told < STEP) return
      told = rows
      console.error(`已处理 ${rows} 行…`)
    },
  })
  report(source.name, imported)
  return imported.refused.length > 0 ? 1 : 0
}

type PushSource = Extract<SourceConfig, { kind: 'push' }>

function pushed(all: readonly SourceConfig[], id: string | undefined) {
  if (id === undefined) throw new AppError('usage', '请用 --source 给出来源编号（kind: push，并写有 columns）')
  const source = all.find((one): one is PushSource => one.id === id && one.kind === 'push')
  if (!source) throw new AppError('usage', `没有可导入的来源 ${id}：须是 kind: push 的来源`)
  if (!source.enabled) throw new AppError('usage', `来源 ${id} 未启用：请在它的文件里写 enabled: true 并重新启动`)
  const { columns } = source
  if (!columns) throw new AppError('usage', `来源 ${id} 没有写 columns，不知道哪一列是什么（见 docs/sources.md）`)
  return { ...source, columns }
}

/** Where the office of a data folder answers. */
function addressIn(data: string | undefined): string {
  const { address, path } = dataFiles(data ?? unwrap(readEnvironment(process.env)).GUANLAN_DATA)
  const url = existsSync(address) ? readFileSync(address, 'utf8').trim() : ''
  if (!URL.canParse(url))
    throw new AppError('usage', `观澜没有在数据目录 ${path} 上运行；请先启动，或用 --data 或 --url 指明在哪里运行`)
  return url
}

function keyIn(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new AppError('usage', `无法读取密钥文件 ${file}`, {}, { cause })
  }
}

function report(name: string, { rows, accepted, changed, duplicates, refused, unknownPlaces }: Imported): void {
  console.log(
    `${name}：读到 ${rows} 行，新增 ${accepted} 条，有变化 ${changed} 条，已有未变 ${duplicates} 条，未导入 ${refused.length} 行。`,
  )
  for (const { row, problem } of refused.slice(0, SHOWN)) console.log(`  第 ${row} 行：${problem}`)
  if (refused.length > SHOWN) console.log(`  其余 ${refused.length - SHOWN} 行从略。`)
  if (unknownPlaces.length > 0)
    console.log(`  注意：places 中没有这些地点，按来源自己的地点处理：${unknownPlaces.join('、')}`)
}
