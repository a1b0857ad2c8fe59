import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, refOf, type ProcessRef } from './processes.js'

const STEP_MS = 100

/** Runs the work while no other command works on the same data folder. @throws Error when another holds it for too long */
export async function withLock<T>(dir: string, work: () => Promise<T>, patienceMs = 180_000): Promise<T> {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, '.lock')
  for (const end = Date.now() + patienceMs; !take(file);) {
    const holder = holderOf(file)
    if (holder !== null && !isAlive(holder)) rmSync(file, { force: true })
    else if (Date.now() > end)
      throw new Error(`another command (process ${holder?.pid ?? 'unknown'}) is at work on ${dir}; its lock is ${file}`)
    else await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(refOf(process.pid)), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Null while it is just being written, or just gone. */
function holderOf(file: string): ProcessRef | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessRef
  } catch {
    return null
  }
}
