// Holds the folder named on its command line until it is killed; or says why it could not.
import { AppError } from '@guanlan/kernel'
import { lockFolder } from '../src/index.js'

const folder = process.argv[2] ?? ''
try {
  const lock = lockFolder(folder)
  process.stdout.write('held\n')
  // Keeps the process, and the lock from being collected as garbage.
  setInterval(() => lock, 1_000)
} catch (error) {
  process.stdout.write(error instanceof AppError ? `${error.code}\n` : `${String(error)}\n`)
}
