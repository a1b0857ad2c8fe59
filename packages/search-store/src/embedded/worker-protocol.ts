import type { ErrorCode, ErrorDetails } from '@guanlan/kernel'
import type { Dictionary } from '@guanlan/text'
import type { Engine, EngineOptions } from './engine.js'

export interface WorkerStart extends EngineOptions {
  /** Read once by the thread that starts the workers; its memory is shared. */
  readonly dictionary: Dictionary
}

/** One call of an engine's method, numbered. */
export interface Call {
  readonly id: number
  readonly name: keyof Engine
  readonly args: unknown
}

/** Its answer. Errors travel as plain values: a cloned Error has lost its code. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { code: ErrorCode; message: string; details: ErrorDetails } }
