export * from './open.js'
