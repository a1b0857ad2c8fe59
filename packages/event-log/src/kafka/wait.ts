/** Resolves after `ms`, or as soon as the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
}

/** The work's outcome, or `late()` when it takes longer than `ms`; what it still throws afterwards is swallowed. */
export async function within<T, L>(ms: number, work: Promise<T>, late: () => L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<typeof tooLate>((resolve) => {
    timer = setTimeout(() => resolve(tooLate), ms)
  })
  work.catch(() => undefined)
  try {
    const first = await Promise.race([work, expired])
    return first === tooLate ? late() : (first as T)
  } finally {
    clearTimeout(timer)
  }
}

const tooLate = Symbol('too late')
