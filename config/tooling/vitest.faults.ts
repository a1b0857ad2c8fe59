import { suite } from './vitest.base.ts'

/** Kills and faults at length, in every shape, on servers of their own: `npm run test:faults`, not part of `npm test`. */
export default suite({
  include: ['test/faults/all.test.ts'],
  fileParallelism: false,
  testTimeout: 240_000,
  hookTimeout: 180_000,
})
