import { readFileSync } from 'node:fs'

/** What it answered, and the seconds of processor time that the whole process spent on it, collector and compiler included. */
export function timed<T>(work: () => T): { readonly value: T; readonly seconds: number } {
  const started = process.cpuUsage()
  const value = work()
  const { user, system } = process.cpuUsage(started)
  return { value, seconds: (user + system) / 1e6 }
}

/** The same of work that is waited for; `wall`: seconds by the clock. */
export async function timedAsync<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly seconds: number; readonly wall: number }> {
  const [started, clock] = [process.cpuUsage(), performance.now()]
  const value = await work()
  const { user, system } = process.cpuUsage(started)
  return { value, seconds: (user + system) / 1e6, wall: (performance.now() - clock) / 1e3 }
}

/**
 * The same by the processor time of the main thread alone, without what compiler and collector do beside it: for a peer
 * whose thread is measured so. Where the system does not tell (it is Linux that does), the whole process.
 */
export function timedOnThread<T>(work: () => T): { readonly value: T; readonly seconds: number } {
  const started = threadSeconds()
  if (started === null) return timed(work)
  const value = work()
  return { value, seconds: (threadSeconds() ?? started) - started }
}

/** Nanoseconds on the processor are the first number of a thread's schedstat. */
function threadSeconds(): number | null {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9
  } catch {
    return null
  }
}
