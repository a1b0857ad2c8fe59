import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '@guanlan/kernel'
import { collectItem, vaultOf } from '@guanlan/privacy'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dataFiles } from '../src/data-folder.js'
import { vault } from '../src/commands/vault.js'

let folder: string
const said: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-vault-'))
  said.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
  vi.stubEnv('GUANLAN_VAULT_PASSPHRASE', '五泄飞瀑下西龙潭的第三块石头')
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})
const keys = () => ({ public: join(folder, 'vault-public.pem'), private: join(folder, 'vault-private.pem') })

const run = (...args: string[]) => vault.run([...args, '--data', folder])

/** Leaves one sealed item in the data folder; returns its article id. */
async function sealOne(): Promise<string> {
  const raw = { url: 'https://example.com/1', title: '求助', body: '电话 13812345678' }
  const source = { id: 'forum', name: '论坛', tier: 'forum', official: false } as const
  const draft = collectItem(raw, { source, jurisdiction: '330681', salt: 's' })
  const sealed = vaultOf({ publicKey: readFileSync(keys().public, 'utf8') })?.seal(raw, draft) ?? ''
  const { article, contentHash } = draft
  const store = await openEmbeddedRecordStore({ file: dataFiles(folder).records, logger: silentLogger })
  await store.transaction((records) =>
    records.vault.put([{ article, contentHash, at: '2026-11-20T08:00:00.000Z', sealed }]),
  )
  await store.close()
  return article
}

describe('guanlan vault', () => {
  it('makes keys that open what was sealed, and writes down who opened what and why', async () => {
    expect(await run('keys', folder)).toBe(0)
    expect(said.join()).toContain('publicKey: |\n    -----BEGIN PUBLIC KEY-----')
    expect(statSync(keys().private).mode & 0o077).toBe(0)
    expect(readFileSync(keys().private, 'utf8')).toContain('ENCRYPTED PRIVATE KEY')
    const article = await sealOne()
    const opening = ['--key', keys().private, '--who', '林溪', '--reason', '老人走失，需回电']
    expect(await run('open', article, ...opening)).toBe(0)
    expect(JSON.parse(said.at(-1) ?? '')).toEqual({
      at: '2026-11-20T08:00:00.000Z',
      title: '求助',
      body: '电话 13812345678',
    })
    expect(await run('log')).toBe(0)
    expect(said.at(-2)).toBe('封存 1 条，打开过 1 次。')
    expect(said.at(-1)).toMatch(new RegExp(`^\\d{4}-.*Z {2}${article} {2}林溪：老人走失，需回电$`))
  })

  it('writes an attempt with the wrong passphrase down, too, and shows nothing', async () => {
    await run('keys', folder)
    const article = await sealOne()
    vi.stubEnv('GUANLAN_VAULT_PASSPHRASE', '猜一猜')
    const opening = ['--key', keys().private, '--who', '某人', '--reason', '好奇']
    await expect(run('open', article, ...opening)).rejects.toMatchObject({ code: 'bad_request' })
    expect(said.join()).not.toContain('13812345678')
    await run('log')
    expect(said.at(-1)).toContain('某人：好奇')
  })

  it('opens nothing without a name, a reason, a key that is there, and an item that was sealed', async () => {
    await run('keys', folder)
    const article = await sealOne()
    const key = ['--key', keys().private]
    for (const args of [
      [],
      ['sing'],
      ['open', article, ...key],
      ['open', article, ...key, '--who', '林溪'],
      ['open', article, ...key, '--who', '林溪', '--reason', ' '],
    ])
      await expect(run(...args)).rejects.toMatchObject({ code: 'usage' })
    const who = ['--who', '林溪', '--reason', '回访']
    await expect(run('open', article, '--key', join(folder, 'none.pem'), ...who)).rejects.toMatchObject({
      code: 'bad_request',
    })
    await expect(run('open', 'unknown', ...key, ...who)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('makes no keys over others, nor under a passphrase that is easily guessed', async () => {
    await run('keys', folder)
    await expect(run('keys', folder)).rejects.toThrow(/不覆盖/)
    vi.stubEnv('GUANLAN_VAULT_PASSPHRASE', '123456')
    await expect(run('keys', join(folder, 'new'))).rejects.toThrow(/GUANLAN_VAULT_PASSPHRASE/)
  })

  it('says where no data is', async () => {
    await expect(run('log')).rejects.toMatchObject({ code: 'not_found' })
  })
})
