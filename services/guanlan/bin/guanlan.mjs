#!/usr/bin/env node
// First file of the command line: plain JavaScript, so that a too old Node and a missing build get a sentence, not a stack.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { requireNode } from '../../../config/tooling/node-version.mjs'

requireNode()
const built = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
if (!existsSync(built)) {
  console.error(
    '观澜尚未构建：请先运行 npm start 或 npm run build。 / Not built yet: run npm start or npm run build first.',
  )
  process.exit(2)
}
const { main } = await import('../dist/cli.js')
process.exitCode = await main(process.argv.slice(2))
