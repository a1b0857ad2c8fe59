import type { ChildProcess } from 'node:child_process'

/** Started and not ended yet: a test that fails half-way must not leave a process behind. */
const running = new Set<ChildProcess>()
let watching = false

/** Ends the process with ours. */
export function own(child: ChildProcess): void {
  if (!watching) process.once('exit', () => running.forEach((one) => one.kill('SIGKILL')))
  watching = true
  running.add(child)
  child.once('exit', () => running.delete(child))
}

/** NODE_OPTIONS under which a process ends when whoever started it is gone. Works from sources and from dist alike. */
export const endWithParent = (): { NODE_OPTIONS: string } => {
  const watcher = new URL('../src/end-with-parent.mjs', import.meta.url)
  return { NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${watcher.href}`.trim() }
}

/** Exit code of a process that still runs, once it has ended; null after a signal. */
export const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)))
