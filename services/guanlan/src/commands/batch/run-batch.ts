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

/** What a line that failed is answered with. */
export interface LineError {
  readonly id: unknown
  readonly error: { readonly code: string; readonly message: string }
}

/** Work of a command that does not answer line by line: what is returned is written as it comes. */
export interface StreamWork {
  /** Throws AppError for what is wrong with the line. */
  take(fields: Fields): Iterable<object>
  /** A line that could not be taken. */
  fail(error: LineError): Iterable<object>
  /** After the last line. */
  end(): Iterable<object>
}

/**
 * JSON lines in, JSON lines out. Of a `LineWork` one for each line, in order; a bad line gives `{"id","error":{"code","message"}}`
 * and the next one follows; blank lines are passed over. Holds one line at a time. Resolves to the exit code: 0 all went
 * well, 1 some lines failed.
 */
export async function runBatch(
  work: LineWork | StreamWork,
  { input, output }: BatchStreams = processStreams,
): Promise<0 | 1> {
  let failed = false
  let closed = false
  const onError = () => (closed = true)
  // Whoever reads us may have seen enough (`| head`): then we end, too.
  output.on('error', onError)
  const write = async (answers: Iterable<object>) => {
    for (const answer of answers) {
      if (closed) return
      if (!output.write(`${JSON.stringify(answer)}\n`)) await drained(output)
    }
  }
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) {
    const text = line.replace(/^\ufeff/, '').trim()
    if (text === '') continue
    if (closed) break
    const { answers, wrong } = await answersOf(text, work)
    failed ||= wrong
    await write(answers)
  }
  if (typeof work !== 'function') await write(work.end())
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

async function answersOf(
  text: string,
  work: LineWork | StreamWork,
): Promise<{ readonly answers: Iterable<object>; readonly wrong: boolean }> {
  let id: unknown = null
  try {
    const fields = asFields(parse(text))
    id = fields.id
    const answers = typeof work === 'function' ? [{ id, ...(await work(fields)) }] : work.take(fields)
    return { answers, wrong: false }
  } catch (thrown) {
    const { code, message } = toAppError(thrown)
    const error: LineError = { id, error: { code, message } }
    return { answers: typeof work === 'function' ? [error] : work.fail(error), wrong: true }
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
