import { suite } from './vitest.base.ts'

/** The running process as its users meet it: started, killed, fed with broken input. One file at a time: each owns the machine. */
export default suite({
  include: ['test/smoke/**/*.test.ts'],
  fileParallelism: false,
  testTimeout: 240_000,
  hookTimeout: 120_000,
})
