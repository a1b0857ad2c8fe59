import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeReceiver } from '@guanlan/testkit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channels } from '../src/commands/channels.js'

let config: string
const said: string[] = []
beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), 'guanlan-channels-'))
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(config, { recursive: true, force: true })
})
const write = (...channels: object[]) => writeFileSync(join(config, 'channels.yaml'), JSON.stringify(channels))

describe('guanlan channels', () => {
  it('lists them, or says how to add one', async () => {
    write()
    expect(await channels.run(['--config', config])).toBe(0)
    expect(said.join()).toContain('docs/alerts.md')
    write({ id: 'duty', kind: 'dingtalk', tokenEnv: 'DUTY_TOKEN', enabled: false })
    await channels.run(['list', '--config', config])
    expect(said.at(-1)).toMatch(/^停用 {2}duty {2}dingtalk {2}/)
  })

  it('tries one, also while it is off, with a message that says it is a test', async () => {
    const receiver = await startFakeReceiver((_call, nth) => (nth === 1 ? 200 : 404))
    write({ id: 'hook', kind: 'webhook', url: receiver.url, enabled: false })
    expect(await channels.run(['test', 'hook', '--config', config])).toBe(0)
    expect(receiver.calls[0]?.body).toContain('【测试】')
    expect(await channels.run(['test', 'hook', '--config', config])).toBe(1)
    expect(said.at(-1)).toContain('没有收下')
    await receiver.close()
  })

  it('names what is missing: the channel, its secret, the usage', async () => {
    write({ id: 'duty', kind: 'feishu', tokenEnv: 'NOT_SET_ANYWHERE' })
    await expect(channels.run(['test', 'nobody', '--config', config])).rejects.toMatchObject({ code: 'not_found' })
    await expect(channels.run(['test', 'duty', '--config', config])).rejects.toThrow(/NOT_SET_ANYWHERE/)
    for (const args of [['test'], ['sing'], ['test', 'duty', '--level', 'pink']])
      await expect(channels.run([...args, '--config', config])).rejects.toMatchObject({ code: 'usage' })
  })
})
