import { Readable, Writable } from 'node:stream'
import { batchCommand, type BatchDefinition } from '../src/commands/batch/batch-command.js'

/** Runs a batch command over these lines (text as it is, or objects) as one process would. */
export async function runBatchCommand(
  definition: BatchDefinition,
  lines: readonly (string | object)[],
  args: readonly string[] = [],
): Promise<{ code: number; answers: Record<string, unknown>[] }> {
  const written: string[] = []
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString('utf8'))
      done()
    },
  })
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  const command = batchCommand(definition, { input: Readable.from([Buffer.from(text)]), output })
  const code = await command.run(args)
  const answers = written.join('').trim().split('\n').filter(Boolean)
  return { code, answers: answers.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

/** Text → base64, as input lines carry bytes. */
export const base64 = (text: string): string => Buffer.from(text).toString('base64')
