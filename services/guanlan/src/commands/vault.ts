import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError, hashId, silentLogger, systemClock, toInstant, unwrap, type Instant } from '@guanlan/kernel'
import { makeVaultKeys, unseal } from '@guanlan/privacy'
import type { RecordStore, SealedItem } from '@guanlan/record-store'
import { openLogAndRecords, readEnvironment, type Environment } from '@guanlan/runtime'
import { dataFiles } from '../data-folder.js'
import type { Command } from './command.js'

const help = `用法：guanlan vault keys DIR | open ARTICLE --key FILE --who 姓名 --reason 原因 | log [--data DIR]

原文封存：配置了 office.yaml 的 vault.publicKey 后，遮盖前的标题与正文加密保存 keepDays 天，系统自己读不出来。

  keys DIR        在 DIR 生成一对钥匙；私钥用环境变量 GUANLAN_VAULT_PASSPHRASE 的口令加密，请移出本机保管
  open ARTICLE    打开一条内容的原文（JSON，一版一行）；谁、为什么、何时，先记下再打开
  log             谁在何时为什么打开过什么，以及现在封存着多少条
  --data DIR      数据目录（默认 ./data，或 GUANLAN_DATA）；观澜运行时也可使用
`

/** Shorter ones fall to guessing once the file is lost. */
const LEAST_PASSPHRASE = 12
const openings = 'vault-opened:'

/** One opening of an original, kept for good. */
interface Opening {
  readonly at: Instant
  readonly article: string
  readonly who: string
  readonly reason: string
}

export const vault: Command = {
  summary: '原文封存：vault keys DIR | open ARTICLE | log',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        key: { type: 'string' },
        who: { type: 'string' },
        reason: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const [what, subject] = positionals
    if (values.help) {
      console.log(help)
      return 0
    }
    const env = unwrap(readEnvironment(process.env))
    if (what === 'keys' && subject) return makeKeys(subject, env)
    if (what === 'log') return withRecords(env, values.data, showLog)
    const { key, who, reason } = values
    if (what !== 'open' || !subject || !key || !who?.trim() || !reason?.trim()) throw new AppError('usage', help)
    const opening = { article: subject, who: who.trim(), reason: reason.trim() }
    const pem = readKey(key)
    return withRecords(env, values.data, (store) =>
      open(store, opening, { pem, passphrase: env.GUANLAN_VAULT_PASSPHRASE }),
    )
  },
}

function makeKeys(folder: string, { GUANLAN_VAULT_PASSPHRASE: passphrase = '' }: Environment): number {
  if (passphrase.length < LEAST_PASSPHRASE)
    throw new AppError(
      'bad_request',
      `请先用环境变量 GUANLAN_VAULT_PASSPHRASE 给出至少 ${LEAST_PASSPHRASE} 个字符的口令`,
    )
  const files = { publicKey: join(folder, 'vault-public.pem'), privateKey: join(folder, 'vault-private.pem') }
  for (const file of Object.values(files))
    if (existsSync(file)) throw new AppError('bad_request', `已有 ${file}，不覆盖：用它封存的原文只有它打得开`)
  const keys = makeVaultKeys(passphrase)
  mkdirSync(folder, { recursive: true })
  writeFileSync(files.privateKey, keys.privateKey, { mode: 0o600 })
  writeFileSync(files.publicKey, keys.publicKey)
  const lines = keys.publicKey.trim().split('\n')
  console.log(`已生成 ${files.publicKey} 和 ${files.privateKey}。私钥与口令请分开、移出本机保管。
写入 office.yaml 并重启后生效：

vault:
  keepDays: 30
  publicKey: |
${lines.map((line) => `    ${line}`).join('\n')}`)
  return 0
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new AppError('bad_request', `无法读取私钥文件 ${file}`)
  }
}

async function withRecords(
  env: Environment,
  data: string | undefined,
  act: (store: RecordStore) => Promise<void>,
): Promise<number> {
  const files = dataFiles(data ?? env.GUANLAN_DATA)
  if (env.RECORD_STORE === 'embedded' && !existsSync(files.records))
    throw new AppError('not_found', `没有数据：${files.path}`)
  const stores = await openLogAndRecords(env, files, silentLogger)
  try {
    await act(stores.recordStore)
  } finally {
    await stores.close()
  }
  return 0
}

/** Written down before anything is read: an opening that nobody knows of must not happen, a key that does not fit may stand there. */
async function open(
  { records, transaction }: RecordStore,
  asked: Omit<Opening, 'at'>,
  key: { readonly pem: string; readonly passphrase: string | undefined },
): Promise<void> {
  const kept = await records.vault.get(asked.article)
  if (kept.length === 0)
    throw new AppError('not_found', `没有封存 ${asked.article}：其中没有遮盖过什么、当时没有开启封存，或已过保存期`)
  const opening: Opening = { ...asked, at: toInstant(systemClock.now()) }
  const name = `${openings}${opening.at}:${hashId('opening', asked.article, asked.who, asked.reason)}`
  await transaction((inside) => inside.facts.put(name, opening))
  for (const item of kept) console.log(JSON.stringify({ at: item.at, ...openOne(item, key) }))
}

const openOne = (
  { article, contentHash, sealed }: SealedItem,
  key: { readonly pem: string; readonly passphrase: string | undefined },
) => unwrap(unseal(sealed, { article, contentHash }, key))

async function showLog({ records }: RecordStore): Promise<void> {
  const opened = [...(await records.facts.list<Opening>(openings)).values()]
  console.log(`封存 ${await records.vault.count()} 条，打开过 ${opened.length} 次。`)
  for (const { at, article, who, reason } of opened) console.log(`${at}  ${article}  ${who}：${reason}`)
}
