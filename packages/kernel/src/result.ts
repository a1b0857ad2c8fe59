import type { AppError } from './errors.js'

/** The outcome of something that is expected to fail now and then. Surprises are thrown; refusals are returned. */
export type Result<T, E = AppError> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** A success carrying `value`. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

/** A refusal carrying `error`. */
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error })

/** The value, or throws the error: for wiring and tests, where a refusal is a bug. */
export function unwrap<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value
  throw result.error
}
