export * from './parse-rule.js'
export * from './print-rule.js'
export * from './rule.js'
