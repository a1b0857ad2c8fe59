import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { errorCodes } from '@guanlan/kernel'
import { flowDiagram, flowTable } from '@guanlan/contracts'

/** Generated parts of the docs: what stands between `<!-- name -->` and `<!-- /name -->` comes from the code. */
const parts: Readonly<Record<string, () => string>> = {
  'flow-diagram': () => `\`\`\`mermaid\n${flowDiagram()}\n\`\`\``,
  'flow-table': flowTable,
  'error-table': () =>
    [
      '| code | HTTP | again? | 说明 |',
      '|---|---|---|---|',
      ...Object.entries(errorCodes).map(
        ([code, { status, retry, title }]) => `| \`${code}\` | ${status} | ${retry ? 'yes' : 'no'} | ${title} |`,
      ),
    ].join('\n'),
}
const files: Readonly<Record<string, readonly string[]>> = {
  'README.md': ['flow-table'],
  'README.en.md': ['flow-table'],
  'ARCHITECTURE.md': ['flow-diagram', 'flow-table'],
  'docs/errors.md': ['error-table'],
}

const root = new URL('../../', import.meta.url)
const checking = process.argv.includes('--check')
const stale: string[] = []
for (const [file, names] of Object.entries(files)) {
  const path = fileURLToPath(new URL(file, root))
  const before = readFileSync(path, 'utf8')
  let text = before
  for (const name of names) {
    const pattern = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`)
    if (!pattern.test(text)) throw new Error(`${file} has no place for ${name}`)
    text = text.replace(pattern, (_whole, start: string, end: string) => `${start}\n${parts[name]?.() ?? ''}\n\n${end}`)
  }
  if (text === before) continue
  if (checking) stale.push(file)
  else writeFileSync(path, text)
}
if (stale.length > 0) {
  process.stderr.write(`stale, run \`npm run docs\`: ${stale.join(', ')}\n`)
  process.exitCode = 1
}
