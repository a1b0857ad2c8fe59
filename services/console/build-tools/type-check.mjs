// vue-tsc drives the compiler API of TypeScript 5, which the workspace's native compiler does not have: hand it the console's own copy.
import { createRequire } from 'node:module'
import { run } from 'vue-tsc'

process.argv.push('--noEmit')
run(createRequire(import.meta.url).resolve('typescript/lib/tsc'))
