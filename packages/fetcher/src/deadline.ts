import { setMaxListeners } from 'node:events'
import { AppError } from '@guanlan/kernel'

/** A signal that follows others and a time limit, and lets go of them when it is done. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Must be called: long-lived parents keep nothing of it afterwards (AbortSignal.any would, on Node 20). */
  done(): void
}

/** Aborts with the first parent's reason, or with `fetch_timeout` after `limitMs`. */
export function deadlineOf(parents: readonly AbortSignal[], limitMs?: number): Deadline {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  const listeners = parents.map((parent) => {
    const follow = () => controller.abort(parent.reason)
    if (parent.aborted) follow()
    else parent.addEventListener('abort', follow, { once: true })
    return () => parent.removeEventListener('abort', follow)
  })
  const late = () => controller.abort(new AppError('fetch_timeout', `超过 ${limitMs} 毫秒`))
  const timer = limitMs === undefined ? undefined : setTimeout(late, limitMs)
  return {
    signal: controller.signal,
    done() {
      clearTimeout(timer)
      for (const stop of listeners) stop()
    },
  }
}
