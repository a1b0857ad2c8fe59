export type { Database, Statement } from './driver.js'
export * from './open.js'
export * from './schema-mark.js'
