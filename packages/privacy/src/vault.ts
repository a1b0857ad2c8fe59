import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { AppError, err, ok, unwrap, type Result } from '@guanlan/kernel'
import type { Draft, RawItem } from './collect.js'

/**
 * The vault (原文封存): where config asks for it, what was masked is kept sealed for a while, so that somebody in need can
 * be reached. Hybrid encryption: AES-256-GCM under a fresh key for each item (NIST SP 800-38D), that key under RSA-OAEP
 * with SHA-256 (RFC 8017 §7.1). The running system has the public half only: it can put in, and never read.
 */
export interface Vault {
  /** The unmasked title and body sealed for this very draft; null when nothing of them was masked. */
  seal(raw: Pick<RawItem, 'title' | 'body'>, draft: Draft): string | null
}

/** What comes out again. */
export interface Original {
  readonly title: string
  readonly body: string
}

/** Names a draft: what was sealed for one opens for no other. */
export interface SealedFor {
  readonly article: string
  readonly contentHash: string
}

const VERSION = 'v1'
const LEAST_BITS = 3_072
/** What is kept of a title and a body: as much as an article keeps of them. UTF-16 units. */
const MOST_TITLE = 2_000
const MOST_BODY = 200_000
const IV_BYTES = 12
const TAG_BYTES = 16

/** Error `config_invalid`: no PEM of a public RSA key of 3,072 bits or more. */
export function openVault(publicKeyPem: string): Result<Vault> {
  let key: KeyObject
  try {
    key = createPublicKey(publicKeyPem)
  } catch {
    return err(new AppError('config_invalid', '不是 PEM 格式的公钥'))
  }
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS)
    return err(new AppError('config_invalid', `应为至少 ${LEAST_BITS} 位的 RSA 公钥`))
  return ok({
    seal: ({ title, body }, draft) =>
      draft.masked
        ? sealWith(key, JSON.stringify({ title: title.slice(0, MOST_TITLE), body: body.slice(0, MOST_BODY) }), draft)
        : null,
  })
}

/** The vault of an office's configuration, which has been checked; null where it keeps no originals. */
export const vaultOf = (config: { readonly publicKey: string } | undefined): Vault | null =>
  config ? unwrap(openVault(config.publicKey)) : null

function sealWith(publicKey: KeyObject, text: string, draft: SealedFor): string {
  const key = randomBytes(32)
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(nameOf(draft))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const wrapped = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, key)
  return [VERSION, ...[wrapped, iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
}

/** Errors: `bad_request`: the key is none, is not the vault's, or what was sealed has been tampered with. */
export function unseal(
  sealed: string,
  draft: SealedFor,
  { pem, passphrase }: { readonly pem: string; readonly passphrase?: string | undefined },
): Result<Original> {
  const [version, ...parts] = sealed.split('.')
  const [wrapped, iv, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'))
  if (version !== VERSION || !wrapped || !iv || !tag || !text)
    return err(new AppError('bad_request', '封存内容的格式无法识别'))
  let privateKey: KeyObject
  try {
    privateKey = createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) })
  } catch {
    return err(new AppError('bad_request', '私钥无法读取，或口令不对'))
  }
  try {
    const oaep = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
    const decipher = createDecipheriv('aes-256-gcm', privateDecrypt(oaep, wrapped), iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(nameOf(draft))
    decipher.setAuthTag(tag)
    return ok(JSON.parse(Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')) as Original)
  } catch {
    return err(new AppError('bad_request', '打不开：不是封存时的那把钥匙，或内容被改动过'))
  }
}

/** A key pair for a vault, both as PEM; the private half encrypted under the passphrase (PKCS #8, AES-256). */
export function makeVaultKeys(passphrase: string): { readonly publicKey: string; readonly privateKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 4_096,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
  })
}

const nameOf = ({ article, contentHash }: SealedFor): Buffer => Buffer.from(`${article} ${contentHash}`, 'utf8')
