/** What it answered, and the seconds of processor time that the whole process spent on it, collector and compiler included. */
export function timed<T>(work: () => T): { readonly value: T; readonly seconds: number } {
  const started = process.cpuUsage()
  const value = work()
  const { user, system } = process.cpuUsage(started)
  return { value, seconds: (user + system) / 1e6 }
}
