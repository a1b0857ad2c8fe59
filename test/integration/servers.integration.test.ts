import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { isAlive, refOf } from '../../infra/local/processes.js'
import { endOrphans, startServers, type StartedServers } from '../../infra/local/start-servers.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
let servers: StartedServers | undefined

/** PostgreSQL stands for all four here: it starts in a second, and what is asked of it is the same code for each. */
const postgres = async () => (servers ??= await startServers({ names: ['postgres'] }))
const standing = async () => (await postgres()).status().map(({ name, standing }) => [name, standing])

afterAll(async () => {
  await servers?.stopAll()
  servers?.purge()
  expect(existsSync(servers?.dir ?? '')).toBe(false)
})

describe('a server of our own', () => {
  it('runs after its start, at the address of its variable', async () => {
    const { env, status } = await postgres()
    expect(env()['DATABASE_URL']).toMatch(/^postgres:\/\/postgres:\w{24}@127\.0\.0\.1:2\d{4}\/guanlan$/)
    expect(await standing()).toEqual([['postgres', 'running']])
    expect(existsSync(status()[0]?.log ?? '')).toBe(true)
  })

  it('is left alone by a second start', async () => {
    const { start, status } = await postgres()
    const before = status()[0]?.pid
    await start('postgres')
    expect(status()[0]?.pid).toBe(before)
  })

  it('is known to be dead after a kill, and comes back as another process at the same address', async () => {
    const { kill, start, env, status } = await postgres()
    const [address, pid] = [env()['DATABASE_URL'], status()[0]?.pid ?? 0]
    const ref = refOf(pid)
    await kill('postgres')
    expect(isAlive(ref)).toBe(false)
    expect([await standing(), env()]).toEqual([[['postgres', 'dead']], {}])
    await expect(kill('postgres')).rejects.toThrow('postgres does not run')
    await start('postgres')
    expect([await standing(), env()['DATABASE_URL']]).toEqual([[['postgres', 'running']], address])
    expect(status()[0]?.pid).not.toBe(pid)
  })

  it('can be held and let go, and ends in order even while it is held', async () => {
    const { kill, stop, start } = await postgres()
    await kill('postgres', 'SIGSTOP')
    await kill('postgres', 'SIGCONT')
    await kill('postgres', 'SIGSTOP')
    await stop('postgres')
    expect(await standing()).toEqual([['postgres', 'stopped']])
    await start('postgres')
    expect(await standing()).toEqual([['postgres', 'running']])
  })

  it('keeps its data from being removed while it runs', async () => {
    const { purge } = await postgres()
    expect(() => purge()).toThrow('postgres still run')
  })
})

describe('a test run that was killed', () => {
  it('leaves nothing behind once the next one begins', async () => {
    const run = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        `
        const { startServers } = await import(${JSON.stringify(at('../../infra/local/start-servers.ts'))})
        const { dir, status } = await startServers({ names: ['postgres'] })
        console.log(JSON.stringify({ dir, pid: status()[0].pid }))
        setInterval(() => {}, 1000)
      `,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const line = await new Promise<string>((resolve) => createInterface({ input: run.stdout }).once('line', resolve))
    const { dir, pid } = JSON.parse(line) as { dir: string; pid: number }
    const ref = refOf(pid)
    await endOrphans()
    expect([isAlive(ref), existsSync(dir)]).toEqual([true, true])
    run.kill('SIGKILL')
    await new Promise((resolve) => run.once('exit', resolve))
    expect(isAlive(ref)).toBe(true)
    await endOrphans()
    expect([isAlive(ref), existsSync(dir)]).toEqual([false, false])
  })
})
