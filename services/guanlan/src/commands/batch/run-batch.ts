import { createInterface } from 'node:readline'
import { AppError, toAppError } from '@guanlan/kernel'
import { asFields, type Fields } from './fields.js'

/** Where a batch command reads and writes; the process's own streams unless a test hands in others. */
export interface BatchStreams {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

export const processStreams: BatchStreams = { input: process.stdin, output: process.stdout }

/** One input line → the fields of its output line, `id` left out. Throws AppError for what is wrong with that line. */
export type LineWork = (fields: Fields) => object | Promise<object>

/**
 * JSON lines in, one JSON line each out, in order. A bad line gives `{"id","error":{"code","message"}}` and the next one
 * follows; blank lines are passed over. Holds one line at a time. Resolves to the exit code: 0 all went well, 1 some
 * lines failed.
 */
export async function runBatch(work: LineWork, { input, output }: BatchStreams = processStreams): Promise<0 | 1> {
  let failed = false
  let closed = false
  const onError = () => (closed = true)
  // Whoever reads us may have seen enough (`| head`): then we end, too.
  output.on('error', onError)
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) {
    const text = line.replace(/^\ufeff/, '').trim()
    if (text === '') continue
    if (closed) break
    const answer = await answerOf(text, work)
    failed ||= 'error' in answer
    if (!output.write(`${JSON.stringify(answer)}\n`)) await drained(output)
  }
  output.off('error', onError)
  return failed ? 1 : 0
}

/** Resolves when there is room again, or never will be. Leaves no listener behind: a stream drains thousands of times. */
function drained(output: NodeJS.WritableStream): Promise<void> {
  const events = ['drain', 'close', 'error']
  return new Promise((resolve) => {
    const done = () => {
      for (const event of events) output.off(event, done)
      resolve()
    }
    for (const event of events) output.on(event, done)
  })
}

async function answerOf(text: string, work: LineWork): Promise<object> {
  let id: unknown = null
  try {
    const fields = asFields(parse(text))
    id = fields.id
    return { id, ...(await work(fields)) }
  } catch (thrown) {
    const { code, message } = toAppError(thrown)
    return { id, error: { code, message } }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What JSON.parse says quotes the text, which nobody has masked.
    throw new AppError('bad_request', '这一行不是 JSON')
  }
}
