import { suite } from './vitest.base.ts'

const patience = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 300_000 }
/** Suites of the one-process shape, run unchanged against a process for each service. */
const split = { GUANLAN_SHAPE: 'split' }

/**
 * Everything on real Kafka, Elasticsearch, OpenSearch and PostgreSQL, started once for all, one file at a time: two cores. First the adapters,
 * then the sample city and the browser in the split shape, last a sample of faults: they stop and kill the servers.
 */
export default suite({
  globalSetup: ['config/tooling/integration-servers.ts'],
  fileParallelism: false,
  maxWorkers: 1,
  projects: [
    suite({
      ...patience,
      name: 'adapters',
      include: ['{packages,services}/*/test/**/*.integration.test.ts', 'test/**/*.integration.test.ts'],
      sequence: { groupOrder: 1 },
    }),
    suite({
      ...patience,
      name: 'split',
      include: ['test/smoke/{storylines,broken-input}.test.ts', 'test/e2e/**/*.test.ts'],
      env: split,
      sequence: { groupOrder: 2 },
    }),
    suite({
      ...patience,
      name: 'faults',
      include: ['test/faults/sample.test.ts'],
      env: split,
      sequence: { groupOrder: 3 },
    }),
  ],
})
