import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from '../src/index.js'

const HOLDER = fileURLToPath(new URL('lock-holder.ts', import.meta.url))

let folder: string
let children: ChildProcess[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-lock-'))
  children = []
})
afterEach(async () => {
  for (const child of children) await kill(child)
  await rm(folder, { recursive: true, force: true })
})

/** Another process that tries to take the folder, and the line it says: `held` or an error's code. */
async function another(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', HOLDER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, said: line.toString('utf8').trim() }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

describe('the lock of a folder', () => {
  it('is held once, and free again after it was given back', () => {
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'data_in_use' }))
    lock.release()
    lockFolder(folder).release()
  })

  it('makes the folder that it locks', async () => {
    const deeper = join(folder, 'a', 'b')
    const lock = lockFolder(deeper)
    await access(join(deeper, 'lock'))
    lock.release()
  })

  it('names the folder when it cannot be written', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect(() => lockFolder(file)).toThrow(
      expect.objectContaining({ code: 'folder_unwritable', message: expect.stringContaining(file) }),
    )
    expect(() => lockFolder(join(file, 'data'))).toThrow(
      expect.objectContaining({ code: 'folder_unwritable', message: expect.stringContaining(file) }),
    )
  })

  it('stands between processes, and falls with the process that held it, also by SIGKILL', async () => {
    const first = await another()
    expect(first.said).toBe('held')
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'data_in_use' }))
    await kill(first.child)
    lockFolder(folder).release()
  })
})
