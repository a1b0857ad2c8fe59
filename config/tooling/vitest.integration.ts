import { suite } from './vitest.base.ts'

/** Adapters and the split shape on real Kafka, Elasticsearch, OpenSearch and PostgreSQL, started once for all. One file at a time: two cores. */
export default suite({
  include: ['{packages,services}/*/test/**/*.integration.test.ts', 'test/**/*.integration.test.ts'],
  globalSetup: ['config/tooling/integration-servers.ts'],
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
})
