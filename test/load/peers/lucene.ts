import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LeafRule, Rule, RuleDocument } from '@guanlan/rules'
import { type BoundaryFinder, fineTokens } from '@guanlan/text'
import { jars } from '../../../infra/local/downloads.js'
import { cacheFolder, runAs } from '../../../infra/local/folders.js'
import { findJava, plainEnv, runTool, tailOf } from '../../../infra/local/tools.js'
import { readVersions, versionOf } from '../../../infra/local/versions.js'

/** The oldest Java that Lucene 10 runs on. */
const JAVA_WANTED = 21
/** Characters of a token, on the average; Lucene's NEAR counts tokens. */
const CHARACTERS_OF_TOKEN = 2

/** What Lucene needed; seconds of processor time of the thread that matched, without those of segmenting. */
export interface LuceneFigures {
  /** The fastest of three on the first documents; all weigh terms by how rare they are in the documents. */
  readonly presearcher: string
  readonly compile_s: number
  readonly documents: number
  readonly hits: number
  /** Queries that the presearcher let through. */
  readonly looked_at: number
  readonly spans: number
  readonly with_spans_s: number
  readonly without_spans_s: number
  /** A thousand documents at a time, without spans. */
  readonly in_batches_s: number
}

/** Lucene Monitor, fetched from Maven Central when it is not there yet. */
export interface LuceneMonitor {
  readonly version: string
  readonly java: number
  /** Matches all documents but the first `warm`, which warm it up. @throws Error with what Java said */
  run(
    rules: readonly Rule[],
    documents: readonly RuleDocument[],
    warm: number,
    boundaries: BoundaryFinder,
  ): Promise<LuceneFigures>
}

/** @throws Error with one sentence on what is missing: Maven, or a Java that is new enough */
export async function openLucene(tell: (line: string) => void): Promise<LuceneMonitor> {
  const java = newestJava()
  const versions = readVersions()
  const version = versionOf(versions, 'LUCENE_VERSION')
  const shelf = { cache: join(cacheFolder(process.env, runAs() !== null), 'software'), versions, tell }
  const libraries = await jars(shelf, `lucene-monitor-${version}`, [
    `org.apache.lucene:lucene-monitor:${version}`,
    `org.apache.lucene:lucene-queries:${version}`,
  ])
  return {
    version,
    java: java.version,
    async run(rules, documents, warm, boundaries) {
      const folder = mkdtempSync(join(tmpdir(), 'guanlan-lucene-'))
      try {
        const files = writeInputs(folder, rules, documents, boundaries)
        const source = fileURLToPath(new URL('LuceneMonitor.java', import.meta.url))
        const options = ['-Xms1g', '-Xmx2g', '--add-modules', 'jdk.incubator.vector', '-cp', `${libraries}/*`]
        const { code, output } = await runTool(java.command, [...options, source, ...files, String(warm)], {
          cwd: folder,
          env: plainEnv(process.env),
          missing: 'Java was not found',
        })
        const line = output.split('\n').find((each) => each.startsWith('{'))
        if (code !== 0 || line === undefined) throw new Error(`Lucene Monitor did not answer:\n${tailOf(output)}`)
        return JSON.parse(line) as LuceneFigures
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}

/** The Java of JAVA_HOME or PATH, or, when that is too old, one that stands beside it where systems keep them. */
function newestJava(): ReturnType<typeof findJava> {
  const first = findJava(process.env)
  if (first.version >= JAVA_WANTED) return first
  const beside = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines'].flatMap((folder) => {
    try {
      return readdirSync(folder).map((name) => join(folder, name, folder.startsWith('/Library') ? 'Contents/Home' : ''))
    } catch {
      return []
    }
  })
  for (const home of beside) {
    try {
      const java = findJava({ ...process.env, JAVA_HOME: home })
      if (java.version >= JAVA_WANTED) return java
    } catch {
      // Not a Java, or an older one.
    }
  }
  throw new Error(
    `Lucene needs JDK ${JAVA_WANTED} or newer, this is ${first.version}: install one, or name it by JAVA_HOME`,
  )
}

function writeInputs(
  folder: string,
  rules: readonly Rule[],
  documents: readonly RuleDocument[],
  boundaries: BoundaryFinder,
): string[] {
  mkdirSync(folder, { recursive: true })
  const tokensOf = (text: string): string[] => fineTokens(text, boundaries).map((token) => token.text)
  const texts = documents.map(({ title = '', body = '' }) => [...tokensOf(title), ...tokensOf(body)])
  const counts = new Map<string, number>()
  for (const tokens of texts) for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
  const write = (name: string, lines: readonly string[]): string => {
    const file = join(folder, name)
    writeFileSync(file, lines.join('\n'))
    return file
  }
  return [
    write(
      'rules',
      rules.map((rule, index) => [index, ...luceneRule(rule, tokensOf)].join('\t')),
    ),
    write(
      'documents',
      texts.map((tokens) => tokens.join(' ')),
    ),
    write(
      'frequencies',
      [...counts].map(([token, count]) => `${token} ${count}`),
    ),
  ]
}

/**
 * A rule as LuceneMonitor.java reads it: its tree in prefix order, terms as their tokens. NEAR's characters become tokens,
 * so that hits differ a little there. @throws RangeError for what only our language has: `~`, `*`, counts, fields
 */
export function luceneRule(rule: Rule, tokensOf: (text: string) => string[]): (string | number)[] {
  const tokens = (leaf: LeafRule | undefined): (string | number)[] => {
    if (leaf === undefined || leaf.field !== undefined || (leaf.kind === 'term' && (leaf.anywhere || leaf.prefix)))
      throw new RangeError('a leaf that Lucene has no like of')
    const own = tokensOf(leaf.kind === 'term' ? leaf.text : leaf.parts.join(' '))
    return [own.length, ...own]
  }
  if (rule.kind === 'term' || rule.kind === 'phrase') return ['leaf', ...tokens(rule)]
  if (rule.kind === 'not') return ['not', ...luceneRule(rule.of, tokensOf)]
  if (rule.kind === 'and' || rule.kind === 'or')
    return [rule.kind, rule.of.length, ...rule.of.flatMap((clause) => luceneRule(clause, tokensOf))]
  if (rule.kind === 'count' || rule.left.length > 1 || rule.right.length > 1)
    throw new RangeError('a clause that Lucene has no like of')
  const slop = Math.round(rule.distance / CHARACTERS_OF_TOKEN)
  return ['near', slop, rule.ordered ? 'ordered' : 'either', ...tokens(rule.left[0]), ...tokens(rule.right[0])]
}
