import { readFileSync } from 'node:fs'
import { AppError } from '@guanlan/kernel'

/** The fields of one input line, each read with its own check. All throw AppError `bad_request` naming the field. */
export interface Fields {
  /** Handed back as it came; null when the line has none. */
  readonly id: unknown
  text(name: string): string
  /** Empty and missing alike. */
  optionalText(name: string): string | undefined
  optionalNumber(name: string): number | undefined
  optionalTexts(name: string): string[] | undefined
  /** What `file` (a path) or `base64` holds. */
  bytes(): Uint8Array
}

const wrong = (message: string): AppError => new AppError('bad_request', message)

/** A parsed line as fields; anything but an object is refused. */
export function asFields(value: unknown): Fields {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw wrong('一行应为一个 JSON 对象')
  const fields = value as Record<string, unknown>
  const own = (name: string): unknown => (Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined)
  const optionalText = (name: string): string | undefined => {
    const held = own(name)
    if (held !== undefined && typeof held !== 'string') throw wrong(`${name} 应为文本`)
    return held
  }
  const text = (name: string): string => {
    const held = optionalText(name)
    if (held === undefined) throw wrong(`缺少 ${name}`)
    return held
  }
  return {
    id: own('id') ?? null,
    text,
    optionalText: (name) => optionalText(name) || undefined,
    optionalNumber(name) {
      const held = own(name)
      if (held !== undefined && typeof held !== 'number') throw wrong(`${name} 应为数`)
      return held
    },
    optionalTexts(name) {
      const held = own(name)
      if (held === undefined) return undefined
      if (!Array.isArray(held) || !held.every((one) => typeof one === 'string')) throw wrong(`${name} 应为文本的数组`)
      return held
    },
    bytes() {
      const base64 = optionalText('base64')
      if (base64 !== undefined) return fromBase64(base64)
      const file = optionalText('file')
      if (file === undefined) throw wrong('须有 file 或 base64')
      try {
        return readFileSync(file)
      } catch (cause) {
        const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
        throw new AppError(
          missing ? 'not_found' : 'bad_request',
          missing ? '没有这个文件' : '无法读取文件',
          {},
          { cause },
        )
      }
    },
  }
}

function fromBase64(text: string): Uint8Array {
  const bare = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(bare)) throw wrong('base64 写法有误')
  return Buffer.from(bare, 'base64')
}
