import type { ErrorCode, ErrorDetails } from '@guanlan/kernel'
import type { Engine, EngineOptions } from './engine.js'

export type WorkerStart = EngineOptions

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
