import { describe, expect, it } from 'vitest'
import { Readable, Writable } from 'node:stream'
import type { BatchDefinition } from '../src/commands/batch/batch-command.js'
import { canFetch } from '../src/commands/batch/can-fetch.js'
import { runBatch } from '../src/commands/batch/run-batch.js'
import { runBatchCommand } from './batch.js'

const echo: BatchDefinition = {
  name: 'echo',
  summary: '',
  lines: '',
  open: () => (fields) => ({ said: fields.text('say') }),
}

describe('a batch command', () => {
  it('answers every line in order, and goes on after a bad one, which gives exit code 1', async () => {
    const { code, answers } = await runBatchCommand(echo, [
      { id: 'a', say: '一' },
      '{"id":"b", 身份证330681199001011234',
      { id: 3, say: 5 },
      { say: '无编号' },
      '[1]',
      { id: 'z', say: '末' },
    ])
    expect(code).toBe(1)
    expect(answers).toEqual([
      { id: 'a', said: '一' },
      { id: null, error: { code: 'bad_request', message: '这一行不是 JSON' } },
      { id: 3, error: { code: 'bad_request', message: 'say 应为文本' } },
      { id: null, said: '无编号' },
      { id: null, error: { code: 'bad_request', message: '一行应为一个 JSON 对象' } },
      { id: 'z', said: '末' },
    ])
  })

  it('gives exit code 0 when all went well, whatever the line ends, blank lines and byte order mark', async () => {
    const { code, answers } = await runBatchCommand(echo, [
      '\ufeff{"id":1,"say":"甲"}\r',
      '',
      '  ',
      '{"id":2,"say":"乙"}\r',
    ])
    expect(code).toBe(0)
    expect(answers).toEqual([
      { id: 1, said: '甲' },
      { id: 2, said: '乙' },
    ])
  })

  it('reads a character that was cut in two by the pipe', async () => {
    const bytes = Buffer.from('{"id":1,"say":"诸暨"}\n')
    const written: string[] = []
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => done(void written.push(chunk.toString())),
    })
    const input = Readable.from([bytes.subarray(0, 16), bytes.subarray(16)])
    expect(await runBatch((fields) => ({ said: fields.text('say') }), { input, output })).toBe(0)
    expect(written.join('')).toBe('{"id":1,"said":"诸暨"}\n')
  })

  it('does not run ahead of a slow reader', async () => {
    let given = 0
    const lines = function* () {
      for (; given < 5_000; given += 1) yield `{"id":${given},"say":"${'x'.repeat(1_000)}"}\n`
    }
    const blocked = new Writable({ highWaterMark: 1_000, write: () => undefined })
    void runBatch((fields) => ({ said: fields.text('say') }), { input: Readable.from(lines()), output: blocked })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(given).toBeLessThan(1_500)
    blocked.destroy()
  })

  it('ends when its reader is gone, and leaves no listeners on a stream that drained often', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => `{"id":${i},"say":"${'x'.repeat(200)}"}\n`)
    const slow = new Writable({ highWaterMark: 100, write: (_chunk, _encoding, done) => void setImmediate(done) })
    const say = (fields: { text(name: string): string }) => ({ said: fields.text('say') })
    expect(await runBatch(say, { input: Readable.from(lines), output: slow })).toBe(0)
    expect(['drain', 'close', 'error'].map((event) => slow.listenerCount(event))).toEqual([0, 0, 0])
    let written = 0
    const gone = new Writable({
      highWaterMark: 100,
      write(_chunk, _encoding, done) {
        written += 1
        done(written > 5 ? Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }) : null)
      },
    })
    gone.on('error', () => undefined)
    await runBatch(say, { input: Readable.from(lines), output: gone })
    expect(written).toBe(6)
  })

  it('refuses an option that it does not know before it reads a line', async () => {
    await expect(runBatchCommand(canFetch, [], ['--bogus'])).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION',
    })
  })
})
