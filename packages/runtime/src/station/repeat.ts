/** Something done again and again. */
export interface Repetition {
  /** Does it once more without waiting for the interval. */
  nudge(): void
  /** Waits for the running one and ends. */
  stop(): Promise<void>
}

/** Runs `work` every `intervalMs` (wall time), never two at once; what it throws goes to `onError` and it goes on. */
export function repeat(intervalMs: number, work: () => Promise<void>, onError: (error: unknown) => void): Repetition {
  let stopped = false
  let wake: () => void = () => {}
  let nudged = false
  const loop = (async () => {
    while (!stopped) {
      nudged = false
      await work().catch(onError)
      if (stopped || nudged) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, intervalMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    nudge() {
      nudged = true
      wake()
    },
    async stop() {
      stopped = true
      wake()
      await loop
    },
  }
}
