import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../services/guanlan/bin/guanlan.mjs', import.meta.url))

/** What a batch command of the built product answers to these lines, in order. An answer with `error` ends the evaluation. */
export async function* runGuanlan(
  command: string,
  lines: Iterable<object>,
  options: readonly string[] = [],
): AsyncGenerator<Record<string, unknown>> {
  const child = spawn(process.execPath, [bin, command, ...options], { stdio: ['pipe', 'pipe', 'inherit'] })
  Readable.from(textOf(lines)).pipe(child.stdin)
  for await (const line of createInterface({ input: child.stdout })) {
    const answer = JSON.parse(line) as Record<string, unknown>
    if (answer['error'] !== undefined) throw new Error(`guanlan ${command}: ${line}`)
    yield answer
  }
  if (child.exitCode === null) await once(child, 'exit')
}

function* textOf(lines: Iterable<object>): Generator<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`
}
