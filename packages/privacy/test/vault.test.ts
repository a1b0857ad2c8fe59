import { unwrap } from '@guanlan/kernel'
import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { collectItem, makeVaultKeys, openVault, unseal } from '../src/index.js'

const PASSPHRASE = '三江口-浣纱-西施'
const raw = { guid: '1', url: 'https://example.com/1', title: '求助', body: '请联系 13812345678，老人独居' }
const context = {
  source: { id: 'forum', name: '论坛', tier: 'forum', official: false },
  jurisdiction: '330681',
  salt: 's',
} as const

describe('the vault', () => {
  let keys: ReturnType<typeof makeVaultKeys>
  beforeAll(() => {
    keys = makeVaultKeys(PASSPHRASE)
  })
  const seal = (item = raw) => {
    const draft = collectItem(item, context)
    return { draft, sealed: unwrap(openVault(keys.publicKey)).seal(item, draft) }
  }
  const mine = () => ({ pem: keys.privateKey, passphrase: PASSPHRASE })

  it('gives back what was masked to who has the private key and its passphrase', () => {
    const { draft, sealed } = seal()
    expect(draft.body).not.toContain('13812345678')
    expect(sealed).not.toContain('13812345678')
    expect(unwrap(unseal(sealed ?? '', draft, mine()))).toEqual({ title: raw.title, body: raw.body })
  })

  it('keeps nothing of an item in which nothing was masked', () => {
    expect(seal({ ...raw, body: '老人独居' }).sealed).toBeNull()
  })

  it('seals the same text differently each time', () => {
    expect(seal().sealed).not.toBe(seal().sealed)
  })

  it('does not open without the passphrase, with another key, for another item, or when it was changed', () => {
    const { draft, sealed } = seal()
    const text = sealed ?? ''
    const other = makeVaultKeys('x')
    const codes = [
      unseal(text, draft, { pem: keys.privateKey, passphrase: '别的' }),
      unseal(text, draft, { pem: keys.privateKey }),
      unseal(text, draft, { pem: other.privateKey, passphrase: 'x' }),
      unseal(text, draft, { pem: 'no key' }),
      unseal(text, { ...draft, article: 'another' }, mine()),
      unseal(text, { ...draft, contentHash: 'another' }, mine()),
      unseal(`${text.slice(0, -4)}AAAA`, draft, mine()),
      unseal(text.replace('v1', 'v9'), draft, mine()),
      unseal('', draft, mine()),
    ].map((result) => (result.ok ? 'opened' : result.error.code))
    expect(codes).toEqual(codes.map(() => 'bad_request'))
  })

  it('takes no key but a public RSA one of 3,072 bits or more', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey
    const curve = generateKeyPairSync('ed25519').publicKey
    const pems = [weak, curve].map((key) => key.export({ type: 'spki', format: 'pem' }).toString())
    for (const pem of [...pems, 'not a key', ''])
      expect(openVault(pem)).toMatchObject({ ok: false, error: { code: 'config_invalid' } })
  })
})
