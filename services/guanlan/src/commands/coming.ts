import { AppError } from '@guanlan/kernel'
import type { Command } from './command.js'

/** A command whose name is promised and whose work comes with a later version: says so, exit code 2. */
export const coming = (name: string, summary: string): Command => ({
  summary: `${summary}（随后续版本提供）`,
  run: () => Promise.reject(new AppError('usage', `guanlan ${name} 随后续版本提供，当前版本尚不能使用。`)),
})
