import { once } from 'node:events'
import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { AppError, err, ok, type Result } from '@guanlan/kernel'

/**
 * Reads a body to its end, unpacked, and at most `maxBytes` of it: counted both as it comes and after decompression, so
 * that a bomb of kilobytes does not become gigabytes. With `truncate`, a longer body is cut instead of refused.
 * Errors: `fetch_too_large`; `connect_failed` for an unknown or broken encoding. What the stream throws is thrown.
 */
export async function readBody(
  body: Readable,
  encodings: readonly string[],
  { maxBytes, truncate = false }: { readonly maxBytes: number; readonly truncate?: boolean },
): Promise<Result<Uint8Array>> {
  // An abandoned body reports its own abandonment; nobody else is listening.
  body.on('error', () => {})
  const unknown = encodings.find((encoding) => !/^(?:x-)?gzip$|^deflate$|^br$|^identity$/.test(encoding))
  if (unknown !== undefined) {
    body.destroy()
    return err(
      new AppError('connect_failed', `对方使用了不支持的压缩方式 ${unknown.slice(0, 30)}`, { encoding: unknown }),
    )
  }
  const pending = encodings.filter((encoding) => encoding !== 'identity')
  const chunks: Buffer[] = []
  let raw = 0
  let size = 0
  let tooLarge = false
  let unpack: Transform | null | undefined
  let failure: Error | undefined
  const keep = (chunk: Buffer) => {
    const room = maxBytes - size
    if (chunk.length > room) tooLarge = true
    if (tooLarge) unpack?.destroy()
    if (room > 0) chunks.push(chunk.subarray(0, room))
    size += chunk.length
  }
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      raw += chunk.length
      if (unpack === undefined) {
        unpack = unpackers(pending, chunk)
        unpack?.on('data', keep)
        unpack?.on('error', (error: Error) => (failure = error))
      }
      if (!unpack) keep(chunk)
      else if (!unpack.write(chunk) && !failure) await either(unpack, 'drain', 'close')
      tooLarge ||= raw > maxBytes
      if (tooLarge || failure) break
    }
    if (unpack && !tooLarge && !failure) {
      unpack.end()
      await either(unpack, 'end', 'close')
    }
  } catch (error) {
    if (!failure) throw error
  } finally {
    body.destroy()
    unpack?.destroy()
  }
  if (tooLarge && !truncate) return err(new AppError('fetch_too_large', `超过 ${maxBytes} 字节上限`, { maxBytes }))
  if (failure && !tooLarge) return err(new AppError('connect_failed', '对方的压缩内容不完整', {}, { cause: failure }))
  return ok(Buffer.concat(chunks))
}

/** The first of two events; rejects on an error. Leaves no listener behind, however often a large body drains. */
async function either(stream: Transform, one: string, other: string): Promise<void> {
  const over = new AbortController()
  const { signal } = over
  const events = [once(stream, one, { signal }), once(stream, other, { signal })]
  try {
    await Promise.race(events)
  } finally {
    over.abort()
    await Promise.allSettled(events)
  }
}

/** One unpacker, or null for plain bytes. Servers that say gzip and send plain text are common: the first bytes decide. */
function unpackers(encodings: readonly string[], first: Buffer): Transform | null {
  const encoding = encodings.length === 1 ? encodings[0] : undefined
  if (encodings.length > 1) throw new AppError('connect_failed', '对方使用了多重压缩', { encodings })
  if (encoding === 'br') return createBrotliDecompress()
  if (encoding === 'gzip' || encoding === 'x-gzip')
    return first[0] === 0x1f && (first[1] ?? 0x8b) === 0x8b ? createGunzip() : null
  if (encoding === 'deflate') return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()
  return null
}
