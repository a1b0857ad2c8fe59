import type { Trouble } from './stores.js'

/** The stores that the api and the one process stand on, as `/readyz` and `storeTroubles` name them. */
export const storeParts = ['event-log', 'record-store', 'search-store'] as const

/** What `/readyz` answers: each part, and why it is not well. */
export interface Readiness {
  readonly ready: boolean
  readonly parts: readonly {
    readonly part: string
    readonly ready: boolean
    readonly code?: string
    readonly reason?: string
  }[]
}

/** `parts` are named also when they are well; parts in trouble are named in any case. */
export function readinessOf(parts: readonly string[], troubles: readonly Trouble[]): Readiness {
  const troubleOf = new Map(troubles.map((trouble) => [trouble.part, trouble]))
  return {
    ready: troubles.length === 0,
    parts: [...new Set([...parts, ...troubleOf.keys()])].map((part) => {
      const trouble = troubleOf.get(part)
      if (!trouble) return { part, ready: true }
      const { code, message: reason } = trouble
      return { part, ready: false, reason, ...(code ? { code } : {}) }
    }),
  }
}
