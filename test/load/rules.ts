import { cpus, loadavg } from 'node:os'
import { compileRules, type RuleDocument } from '@guanlan/rules'
import { baseDictionary, type BoundaryFinder, createBoundaryFinder, fineTokens } from '@guanlan/text'
import { createJiebaSegmenter } from '@guanlan/text/jieba'
import { timed, timedOnThread } from './cpu-time.js'
import { openLucene, type LuceneFigures } from './peers/lucene.js'
import { createRuleInputs } from './rule-inputs.js'

const sizes = (process.env['GUANLAN_BENCH_RULES'] ?? '1000,5000,100000').split(',').map(Number)
/** How many documents are measured; as many again beforehand would be waste: a quarter warms up. */
const measured = Number(process.env['GUANLAN_BENCH_DOCUMENTS'] ?? 4_000)
const withPeer = process.env['GUANLAN_BENCH_PEER'] !== '0'
const SEED = 20_261_123

/**
 * Documents/s and MB/s of matching from text, one document at a time, segmentation, spans and offsets included, by the
 * processor time of the one thread that does it, at each number of rules; and Lucene Monitor on the same rules and documents, behind the
 * segmenter that cuts at our own boundaries (its time is measured here and added to Lucene's).
 */
export async function benchRules(): Promise<object> {
  const boundaries = createBoundaryFinder(baseDictionary())
  const inputs = createRuleInputs(SEED)
  const warm = Math.max(500, Math.ceil(measured / 4))
  const documents = Array.from({ length: warm + measured }, () => inputs.document())
  const bytes = documents.slice(warm).reduce((sum, document) => sum + bytesOf(document), 0)
  const lucene = withPeer ? await openLucene((line) => process.stderr.write(`${line}\n`)) : undefined
  const segmenting = segmentingSeconds(documents, warm, boundaries)
  const results: { rules: number; documents_per_s: number }[] = []
  for (const size of sizes) {
    process.stderr.write(`${size} rules …\n`)
    const measure = prepareOurs(size, documents, warm, bytes, boundaries)
    const before = measure()
    const peer = await lucene?.run(rulesOf(size), documents, warm, boundaries)
    // Before and after, so that what else the machine does meets both alike.
    const ours = peer ? meanOf(before, measure()) : before
    results.push({
      ...ours,
      ...(peer ? { lucene: besides(peer, ours.documents_per_s, segmenting.fine_tokens_s) } : {}),
    })
  }
  const [first, ...more] = results
  return {
    cpus: cpus().length,
    cpu: cpus()[0]?.model,
    load_average: Number((loadavg()[0] ?? 0).toFixed(2)),
    documents: measured,
    characters_each: Math.round(
      documents.reduce((sum, { title = '', body = '' }) => sum + title.length + body.length, 0) / documents.length,
    ),
    bytes_each: Math.round(bytes / measured),
    segmenting: {
      fine_tokens_per_s: Math.round(measured / segmenting.fine_tokens_s),
      jieba_per_s: Math.round(measured / segmenting.jieba_s),
    },
    ...(lucene ? { peer: `Lucene Monitor ${lucene.version} on Java ${lucene.java}` } : {}),
    results,
    cost: more.map(({ rules, documents_per_s }) => ({
      rules: `${rules} against ${first?.rules}`,
      times: ratio(first?.documents_per_s ?? 0, documents_per_s),
    })),
  }
}

const rulesOf = (size: number) => {
  const inputs = createRuleInputs(SEED + 1)
  return Array.from({ length: size }, () => inputs.rule())
}

/** Compiles the rules and warms them up; each call of what is returned measures all documents once. */
function prepareOurs(
  size: number,
  documents: readonly RuleDocument[],
  warm: number,
  bytes: number,
  boundaries: BoundaryFinder,
) {
  const rules = rulesOf(size).map((rule, index) => ({ id: `r${index}`, rule }))
  const before = process.memoryUsage.rss()
  const compiled = timed(() => compileRules(rules, { boundaries }))
  const compile_rss_mb = Math.round((process.memoryUsage.rss() - before) / 1e6)
  for (const document of documents.slice(0, warm)) compiled.value.match(document)
  return () => {
    let hits = 0
    let spans = 0
    const { seconds } = timedOnThread(() => {
      for (const document of documents.slice(warm)) {
        const found = compiled.value.match(document)
        hits += found.length
        for (const hit of found) spans += hit.spans.length
      }
    })
    return {
      rules: size,
      compile_s: round(compiled.seconds),
      compile_rss_mb,
      process_max_rss_mb: Math.round(process.resourceUsage().maxRSS / 1e3),
      hits_each: round(hits / measured),
      spans_each: round(spans / measured),
      documents_per_s: Math.round(measured / seconds),
      megabytes_per_s: round(bytes / 1e6 / seconds),
    }
  }
}

type Ours = ReturnType<ReturnType<typeof prepareOurs>>

/** Of two measurements of the same documents. */
function meanOf(one: Ours, other: Ours): Ours {
  const mean = (a: number, b: number) => 2 / (1 / a + 1 / b)
  return {
    ...other,
    documents_per_s: Math.round(mean(one.documents_per_s, other.documents_per_s)),
    megabytes_per_s: round(mean(one.megabytes_per_s, other.megabytes_per_s)),
  }
}

/** Lucene's figures behind the segmenter, and how many times as fast ours is. */
function besides(peer: LuceneFigures, ours: number, segmenting: number) {
  const perSecond = (seconds: number) => Math.round(peer.documents / (seconds + segmenting))
  return {
    presearcher: peer.presearcher,
    compile_s: peer.compile_s,
    hits_each: round(peer.hits / peer.documents),
    looked_at_each: round(peer.looked_at / peer.documents),
    spans_each: round(peer.spans / peer.documents),
    documents_per_s: perSecond(peer.with_spans_s),
    without_spans_per_s: perSecond(peer.without_spans_s),
    in_batches_per_s: perSecond(peer.in_batches_s),
    ours_times_as_fast: ratio(ours, perSecond(peer.with_spans_s)),
    and_against_without_spans: ratio(ours, perSecond(peer.without_spans_s)),
  }
}

function segmentingSeconds(documents: readonly RuleDocument[], warm: number, boundaries: BoundaryFinder) {
  const jieba = createJiebaSegmenter()
  const of = (cut: (text: string) => unknown) => {
    const all = (some: readonly RuleDocument[]) => {
      for (const { title = '', body = '' } of some) {
        cut(title)
        cut(body)
      }
    }
    all(documents.slice(0, warm))
    return timedOnThread(() => all(documents.slice(warm))).seconds
  }
  return { fine_tokens_s: of((text) => fineTokens(text, boundaries)), jieba_s: of((text) => jieba.cut(text)) }
}

const bytesOf = ({ title = '', body = '' }: RuleDocument): number => Buffer.byteLength(title) + Buffer.byteLength(body)
const round = (value: number): number => Number(value.toFixed(2))
const ratio = (a: number, b: number): number => Number((a / b).toFixed(2))
