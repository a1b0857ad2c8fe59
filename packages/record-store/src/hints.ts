/** Who wants to know that something was added. */
export interface Hints {
  on(listener: () => void): () => void
  /** Calls the listeners soon, outside the caller's stack: what they throw is not the caller's. */
  fire(): void
}

export function createHints(): Hints {
  const listeners = new Set<() => void>()
  return {
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    fire() {
      for (const listener of listeners) queueMicrotask(listener)
    },
  }
}
