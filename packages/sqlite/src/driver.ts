import { createRequire } from 'node:module'
import { AppError } from '@guanlan/kernel'
import type Sqlite from 'better-sqlite3'

/** A synchronous SQLite connection. The driver is named in this file alone. */
export type Database = Sqlite.Database
export type Statement = Sqlite.Statement
/** Opens connections. Both lines of the driver are the same to us, so one set of types describes both. */
export type Driver = new (file: string, options?: Sqlite.Options) => Database

type Line = 'better-sqlite3' | 'better-sqlite3-napi'

/**
 * The lines of the driver that this Node can run, the better one first. The 13 line (`better-sqlite3-napi`) stands on
 * Node-API and refuses Node 20. The 12 line derives from `node::ObjectWrap`, whose cleanup hook, new in Node 24.19,
 * aborts the process when a statement is collected.
 */
function linesFor(node: string): readonly Line[] {
  const [major = 0, minor = 0] = node.split('.').map(Number)
  const napi = major >= 22
  const objectWrap = major < 24 || (major === 24 && minor < 19)
  return [...(napi ? (['better-sqlite3-napi'] as const) : []), ...(objectWrap ? (['better-sqlite3'] as const) : [])]
}

/**
 * The first line that fits `node` (a version, `24.21.0`) and that `load` can load and open a connection with. Both
 * lines are optional dependencies, since each is missing somewhere: one wants a newer Node, the other a compiler or a
 * download. Error `store_unavailable` when neither loads, with what was tried and what to do.
 */
export function chooseDriver(node: string, load: (line: Line) => Driver): Driver {
  const failed: { line: Line; cause: unknown }[] = []
  for (const line of linesFor(node))
    try {
      const driver = load(line)
      // The native part is loaded with the first connection, not with the module.
      new driver(':memory:').close()
      return driver
    } catch (cause) {
      failed.push({ line, cause })
    }
  const tried = failed.map(({ line, cause }) => `${line}（${reasonOf(cause)}）`).join('、')
  throw new AppError(
    'store_unavailable',
    `没有可用的 SQLite 驱动：在 Node ${node} 上试过 ${tried}。请在程序目录执行 ${howToInstall(node)}，不要加 --omit=optional。`,
    { node, tried: failed.map(({ line }) => line) },
    { cause: failed[0]?.cause },
  )
}

/** The 13 line comes ready made, and its build script, when it runs without Python, takes it away again. */
const howToInstall = (node: string): string =>
  linesFor(node)[0] === 'better-sqlite3-napi'
    ? 'npm ci --ignore-scripts'
    : 'npm ci（拿不到预编译文件时还需要 C++ 编译器与 Python 3；或改用 Node 22 以上，不需要它们）'

/** What was thrown, in one line and without the paths that the module loader adds. */
const reasonOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\nRequire stack:[\s\S]*/, '').replace(/\n/g, ' ')

let chosen: Driver | undefined
/** The driver of this process (of this thread); chosen at the first call. Error `store_unavailable`. */
export function driver(): Driver {
  const require = createRequire(import.meta.url)
  chosen ??= chooseDriver(process.versions.node, (line) => require(line) as Driver)
  return chosen
}
