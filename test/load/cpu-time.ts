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
