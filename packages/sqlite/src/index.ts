export * from './open.js'
export * from './schema-mark.js'
