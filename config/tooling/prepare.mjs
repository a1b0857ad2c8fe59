// What every command needs before it can run: dependencies as the lock file says, and built files no older than the sources.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const STAMPS = '.cache/stamps'

/** Installs and builds what is missing or stale in `root`. False when a step failed; its output was shown. */
export function prepare(root) {
  return install(root) && build(root)
}

function install(root) {
  const lock = join(root, 'package-lock.json')
  // The Node version belongs to it: native modules are built for one line.
  const wanted = hash([readFileSync(lock), process.versions.modules])
  if (existsSync(join(root, 'node_modules')) && read(root, 'install') === wanted) return true
  console.error('正在安装依赖（首次约一两分钟）… / Installing dependencies …')
  const done = installReadyMade(root) || installWithScripts(root)
  if (done) write(root, 'install', wanted)
  return done
}

const npmCi = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
/** Whether a line of the SQLite driver loads. Opens a connection: its native part is loaded no earlier. */
const loads = (root, line) =>
  spawnSync(process.execPath, ['-e', `new (require('${line}'))(':memory:').close()`], { cwd: root, stdio: 'ignore' })
    .status === 0

/**
 * From Node 22 on everything comes ready made, and install scripts would only compile an older SQLite driver for minutes, or
 * without Python throw the newer one away. False where the newer one does not load (an unusual platform).
 */
function installReadyMade(root) {
  if (Number(process.versions.node.split('.')[0]) < 22) return false
  if (!run(root, 'npm', [...npmCi, '--ignore-scripts'])) return false
  return loads(root, 'better-sqlite3-napi')
}

function installWithScripts(root) {
  console.error(
    '没有预编译文件的机器会在本机编译 better-sqlite3，约需两分钟… / Compiling better-sqlite3 where no prebuilt file is within reach …',
  )
  if (!run(root, 'npm', npmCi)) return false
  if (loads(root, 'better-sqlite3') || loads(root, 'better-sqlite3-napi')) return true
  // Both lines are optional, so npm drops one that it could not compile without a word: once more, with what the compiler says.
  console.error(
    'better-sqlite3 没有装好，再装一次并显示编译过程… / The SQLite driver was not installed; once more, showing why …',
  )
  if (!run(root, 'npm', [...npmCi, '--foreground-scripts'])) return false
  if (loads(root, 'better-sqlite3') || loads(root, 'better-sqlite3-napi')) return true
  console.error(
    'SQLite 驱动仍未装好：需要 C++ 编译器与 Python 3，或改用 Node 22 以上。 / No SQLite driver: install a C++ compiler and Python 3, or use Node 22 or newer.',
  )
  return false
}

function build(root) {
  const wanted = hash(
    sources(root).map((file) => `${file}:${statSync(join(root, file)).mtimeMs}:${statSync(join(root, file)).size}`),
  )
  if (read(root, 'build') === wanted && existsSync(join(root, 'services/guanlan/dist/cli.js'))) return true
  console.error('正在构建… / Building …')
  const done = run(root, process.execPath, [join(root, 'config/tooling/build.mjs')])
  if (done) write(root, 'build', wanted)
  return done
}

/** Everything that a build reads. */
function sources(root) {
  const files = ['package-lock.json', 'tsconfig.json', 'turbo.json', 'config/tooling/tsconfig.base.json']
  for (const group of ['packages', 'services'])
    for (const name of readdirSync(join(root, group)))
      for (const inside of ['src', 'package.json', 'tsconfig.json', 'index.html', 'vite.config.ts'])
        files.push(...walk(root, join(group, name, inside)))
  return files.sort()
}

function walk(root, path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full).flatMap((name) => walk(root, join(path, name)))
}

function run(root, command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  })
  if (error) console.error(`${command}: ${error.message}`)
  return status === 0
}

const hash = (parts) => {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part)
  return sum.digest('hex')
}
const read = (root, name) => {
  const file = join(root, STAMPS, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
const write = (root, name, value) => {
  mkdirSync(join(root, STAMPS), { recursive: true })
  writeFileSync(join(root, STAMPS, name), value)
}
