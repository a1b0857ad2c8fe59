// Who may import whom (ARCHITECTURE.md, *Import rules*). There is no list of exceptions: every line below holds for every file.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const pure = ['text', 'privacy', 'extract', 'rules', 'classify', 'topics', 'alerts', 'desk']
const ports = ['sqlite', 'event-log', 'search-store', 'record-store', 'fetcher', 'notifier']
const rank = {
  kernel: 0,
  contracts: 1,
  ...Object.fromEntries(pure.map((name) => [name, 2])),
  ...Object.fromEntries(ports.map((name) => [name, 3])),
  runtime: 4,
  testkit: 5,
}

/** Vendors by the only folders that may name them. What touches the outside stands in one adapter. */
const vendors = {
  zod: ['packages/contracts', 'packages/runtime', 'services/api', 'services/sample-city'],
  'rss-parser': ['packages/extract'],
  cheerio: ['packages/extract'],
  '@node-rs/jieba': ['packages/text'],
  'better-sqlite3': ['packages/sqlite'],
  'better-sqlite3-napi': ['packages/sqlite'],
  kysely: ['packages/record-store'],
  pg: ['packages/record-store', 'packages/testkit'],
  kafkajs: ['packages/event-log'],
  '@elastic/elasticsearch': ['packages/search-store'],
  undici: ['packages/fetcher', 'packages/notifier'],
  nodemailer: ['packages/notifier'],
  'csv-parse': ['services/guanlan'],
  yauzl: ['services/guanlan'],
  htmlparser2: ['services/guanlan'],
  yaml: ['packages/runtime', 'services/sample-city'],
  pino: ['packages/runtime'],
  'prom-client': ['packages/runtime'],
  fastify: ['services/api'],
  'fastify-type-provider-zod': ['services/api'],
  '@fastify': ['services/api'],
  vue: ['services/console'],
  'vue-router': ['services/console'],
  pinia: ['services/console'],
  '@tanstack': ['services/console'],
  'element-plus': ['services/console'],
  echarts: ['services/console'],
  'playwright-core': ['packages/testkit'],
  '@sparticuz': ['packages/testkit'],
  vite: ['services/console'],
  '@vitejs': ['services/console'],
}
/** Contract suites are part of a port and speak vitest. */
const contractSuites = /^packages\/(event-log|search-store|record-store)\/src\/contract[\w-]*\.ts$/
/** What a pure package may not touch: the outside, the clock, chance. */
const impure = [
  [/\bprocess\s*\.\s*env\b/, 'reads process.env'],
  [/\bDate\.now\s*\(/, 'reads the clock'],
  [/\bnew Date\s*\(\s*\)/, 'reads the clock'],
  [/\bMath\.random\s*\(/, 'rolls dice'],
  [/\bfetch\s*\(/, 'goes to the network', /(function|\.)\s*fetch\s*\(/],
]
// node:module: text loads the vendor's dictionary on first use, since that vendor module reads its file when imported.
const pureNode = new Set(['node:crypto', 'node:buffer', 'node:util', 'node:zlib', 'node:module'])

const broken = []
for (const file of ['packages', 'services']
  .flatMap((group) => walk(group))
  .filter((name) => /\/src\/.*\.(ts|vue)$/.test(name)))
  examine(file)

if (broken.length > 0) {
  console.error(broken.join('\n'))
  console.error(`${broken.length} import rule${broken.length > 1 ? 's' : ''} broken`)
  process.exit(1)
}
console.log('imports: every rule holds')

function examine(file) {
  const text = readFileSync(join(root, file), 'utf8')
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
  const [group, name] = file.split('/')
  for (const [, specifier] of code.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+)['"]([^'"]+)['"]/g)) {
    const complaint = judge(file, group, name, specifier)
    if (complaint) broken.push(`${file}: ${complaint} (${specifier})`)
  }
  if (group === 'packages' && (pure.includes(name) || name === 'kernel' || name === 'contracts'))
    for (const [pattern, what, unless] of impure) {
      if (name === 'kernel' && what === 'reads the clock' && file.endsWith('/time.ts')) continue
      const hit = code.split('\n').find((line) => pattern.test(line) && !(unless && unless.test(line)))
      if (hit) broken.push(`${file}: a pure package ${what} (${hit.trim().slice(0, 60)})`)
    }
}

function judge(file, group, name, specifier) {
  if (specifier.startsWith('.'))
    return new URL(specifier, `file:///${file}`).pathname.startsWith(`/${group}/${name}/`)
      ? null
      : 'reaches into another folder'
  if (specifier.startsWith('node:')) {
    const isPure = group === 'packages' && (pure.includes(name) || name === 'kernel' || name === 'contracts')
    return isPure && !pureNode.has(specifier) ? 'a pure package touches the outside' : null
  }
  if (specifier.startsWith('@guanlan/')) return judgeOwn(group, name, specifier)
  if (specifier === 'vitest') return contractSuites.test(file) ? null : 'tests only'
  const vendor = Object.keys(vendors).find((known) => specifier === known || specifier.startsWith(`${known}/`))
  if (!vendor) return 'a vendor that no rule allows'
  return vendors[vendor].some((folder) => file.startsWith(`${folder}/`)) ? null : 'a vendor of another folder'
}

function judgeOwn(group, name, specifier) {
  const target = specifier.split('/')[1]
  if (target.startsWith('service-'))
    return group === 'services' && name === 'guanlan' ? null : 'a service is imported by services/guanlan alone'
  if (group === 'services') return target === 'testkit' ? 'what ships does not use the testkit' : null
  if (!(target in rank)) return 'unknown package'
  if (rank[target] > rank[name]) return `${name} stands below ${target}`
  // Ports stand side by side, but for the driver that the embedded ones share.
  if (rank[name] === 3 && rank[target] === 3 && target !== 'sqlite') return 'a port imports another port'
  return null
}

function walk(path) {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'test'].includes(entry.name)) return []
    const inside = `${path}/${entry.name}`
    return entry.isDirectory() ? walk(inside) : [inside]
  })
}
