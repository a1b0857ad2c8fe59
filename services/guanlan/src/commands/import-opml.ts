import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError, unwrap } from '@guanlan/kernel'
import { readEnvironment, shippedConfig } from '@guanlan/runtime'
import { opmlSources, sourceFile } from '../importing/opml-sources.js'
import { readOpml } from '../importing/read-opml.js'
import { loadConfigured } from '../in-force.js'

/** Largest OPML file, bytes. */
const mostBytes = 20_000_000

/**
 * Reads an OPML file and writes what is new of it as a source file of the office, all off. Resolves to the exit code: 1
 * when subscriptions were refused. Throws `usage`, `config_invalid`.
 */
export function importOpml(file: string, config: string | undefined): number {
  const folder = config ?? unwrap(readEnvironment(process.env)).GUANLAN_CONFIG ?? shippedConfig
  const { office } = loadConfigured(config)
  const { sources, known, refused } = opmlSources(readOpml(bytesOf(file), file), office.sources)
  for (const { line, problem } of refused) console.error(`${file} 第 ${line} 行：${problem}，未导入`)
  if (known.length > 0) console.log(`已有的 ${known.length} 个订阅没有再导入。`)
  if (sources.length === 0) console.log('没有新的订阅，未写文件。')
  else {
    const written = writeNew(join(folder, 'sources'), basename(file), sourceFile(sources, basename(file)))
    console.log(`已写入 ${written}：${sources.length} 个来源，均未启用。`)
    for (const { id, name } of sources) console.log(`  ${id}  ${name}`)
    console.log('先用 guanlan sources check 编号 试抓，再把 enabled 改为 true 并重新启动。')
  }
  return refused.length > 0 ? 1 : 0
}

function bytesOf(file: string): Uint8Array {
  try {
    const { size } = statSync(file)
    if (size > mostBytes) throw new AppError('usage', `${file} 超过 ${mostBytes / 1e6} MB，不像是 OPML`)
    return readFileSync(file)
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    throw new AppError('usage', `无法读取 ${file}：${why}`, {}, { cause: thrown })
  }
}

/** Never over a file that is there: `opml-feeds.yaml`, `opml-feeds-2.yaml` … */
function writeNew(folder: string, origin: string, text: string): string {
  const stem = `opml-${origin.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}_-]+/gu, '-') || 'feeds'}`
  try {
    mkdirSync(folder, { recursive: true })
    for (let number = 1; ; number += 1) {
      const path = join(folder, `${stem}${number === 1 ? '' : `-${number}`}.yaml`)
      try {
        writeFileSync(path, text, { flag: 'wx' })
        return path
      } catch (thrown) {
        if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown
      }
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('folder_unwritable', `无法写入 ${folder}：${why}`, {}, { cause })
  }
}
