import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBody } from '../src/read-body.js'

const warnings: Error[] = []
const note = (warning: Error) => void warnings.push(warning)
beforeEach(() => {
  warnings.length = 0
  process.on('warning', note)
})
afterEach(() => void process.off('warning', note))

describe('a large packed body', () => {
  it('is read whole, and leaves no listener behind however often it had to wait', async () => {
    const plain = randomBytes(2_000_000)
    const packed = gzipSync(plain)
    const chunks = Array.from({ length: Math.ceil(packed.length / 20_000) }, (_, i) =>
      packed.subarray(i * 20_000, (i + 1) * 20_000),
    )
    const read = await readBody(Readable.from(chunks), ['gzip'], { maxBytes: 5_000_000 })
    expect(read.ok && Buffer.compare(plain, read.value)).toBe(0)
    await new Promise((resolve) => setImmediate(resolve))
    expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([])
  })
})
