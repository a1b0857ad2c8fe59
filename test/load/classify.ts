import { cpus, loadavg } from 'node:os'
import { classify, compileClassifier, readModel, type ClassifierIndex } from '@guanlan/classify'
import { decode, encode, makeEvent, type Article, type DomainEvent, type EventName } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { loadOffice, readModelFiles, shippedConfig } from '@guanlan/runtime'
import { classifier } from '@guanlan/service-classifier'
import {
  baseDictionary,
  boundaryFinderOf,
  createDictionarySegmenter,
  fineTokens,
  readDictionary,
  type BoundaryFinder,
} from '@guanlan/text'
import { createJiebaSegmenter } from '@guanlan/text/jieba'
import { readTrainingExamples } from '../../config/tooling/training-examples.js'
import { articleOf, foundArticles, ownArticles } from './classify-texts.js'
import { timed } from './cpu-time.js'

/** Articles measured of each kind; before them this many times as many warm everything up. */
const measured = Number(process.env['GUANLAN_BENCH_ARTICLES'] ?? 4_000)
const WARM = 0.75
/** Every so many of them parts take turns, so that what else the machine does meets all alike. */
const TURN = 250

interface Part {
  readonly name: string
  readonly take: (article: Article, message: string) => unknown
}

/**
 * The classifier beside the bare segmentation of the same texts, in turns of a few hundred articles, by processor time: the
 * labels alone, and the station as it stands in the river but for the log (message read, labelled, events written). `dense`:
 * our own examples, one article in ten about a matter; `mixed`: news and complaints of the evaluations' data, where it is
 * there. Then memory, and how long a start takes from nothing.
 */
export async function benchClassify(): Promise<object> {
  const rss = process.memoryUsage.rss()
  const started = timed(prepare)
  const { office, boundaries, index } = started.value
  const cold_start = {
    seconds_cpu: round(started.seconds),
    rss_mb: Math.round((process.memoryUsage.rss() - rss) / 1e6),
    first_article_ms: round(
      1_000 * timed(() => classify(articleOf(0, '路灯不亮', '路灯不亮，没有人管。'), index)).seconds,
    ),
  }
  const station = stationOf(index)
  const jieba = createJiebaSegmenter()
  const words = createDictionarySegmenter()
  const parts: readonly Part[] = [
    { name: 'segmentation', take: ({ title, body }) => [jieba.cut(title), jieba.cut(body)] },
    { name: 'words', take: ({ title, body }) => [words.cut(title), words.cut(body)] },
    { name: 'fine_tokens', take: ({ title, body }) => [fineTokens(title, boundaries), fineTokens(body, boundaries)] },
    { name: 'labels', take: (article) => classify(article, index) },
    { name: 'station', take: (_, message) => station(message) },
  ]
  const count = Math.ceil((measured * (1 + WARM)) / TURN) * TURN
  const found = foundArticles(count)
  return {
    cpus: cpus().length,
    cpu: cpus()[0]?.model,
    load_average: round(loadavg()[0] ?? 0),
    rules: index.matters.rules.size,
    cold_start,
    dense: measure(ownArticles(readTrainingExamples(office.matters), count), parts, index),
    mixed: found === null ? 'no texts: set GUANLAN_EVAL_DATA' : measure(found, parts, index),
    rss_mb: Math.round(process.memoryUsage.rss() / 1e6),
  }
}

/** Every part over the same articles, in turns. The first turns only warm up: the station runs for months. */
function measure(articles: readonly Article[], parts: readonly Part[], index: ClassifierIndex): object {
  const messages = articles.map((article) => encode(collected(article)))
  const warm = Math.round((articles.length * WARM) / (1 + WARM) / TURN) * TURN
  const seconds = new Map(parts.map(({ name }) => [name, 0]))
  for (let from = 0; from < articles.length; from += TURN)
    for (const { name, take } of parts) {
      const work = timed(() => {
        for (let n = from; n < from + TURN; n += 1) take(articles[n] as Article, messages[n] ?? '')
      })
      if (from >= warm) seconds.set(name, (seconds.get(name) ?? 0) + work.seconds)
    }
  const taken = articles.slice(warm)
  const bytes = taken.reduce((sum, { title, body }) => sum + Buffer.byteLength(title) + Buffer.byteLength(body), 0)
  const bare = seconds.get('segmentation') ?? 0
  return {
    articles: taken.length,
    bytes_each: Math.round(bytes / taken.length),
    about_a_matter: round(taken.filter((article) => classify(article, index).matters.length > 0).length / taken.length),
    ...Object.fromEntries(
      [...seconds].map(([name, spent]) => [
        name,
        {
          articles_per_s: Math.round(taken.length / spent),
          megabytes_per_s: round(bytes / 1e6 / spent),
          of_bare_segmentation: round(bare / spent),
        },
      ]),
    ),
  }
}

function prepare() {
  const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
  const boundaries: BoundaryFinder = boundaryFinderOf(readDictionary(baseDictionary()))
  const model = unwrap(readModel(readModelFiles()))
  const index = unwrap(compileClassifier(office, boundaries, createDictionarySegmenter(), model))
  return { office, boundaries, index }
}

/** The station's own steps from a message to messages. */
function stationOf(index: Parameters<typeof classify>[1]): (message: string) => string[] {
  const steps = classifier.steps({ index: () => index })
  return (message) => {
    const input = unwrap(decode(message))
    let work = classifier.start(input)
    const written: string[] = []
    for (const step of steps) {
      if (!('emits' in step)) {
        const outcome = step.run(work)
        if (outcome instanceof Promise || outcome.kind !== 'ok') throw new Error('the station did not label an article')
        work = outcome.value
        continue
      }
      if (step.when && !step.when(work)) continue
      const event = makeEvent<EventName>({
        type: step.emits,
        station: classifier.name,
        key: step.key(work),
        at: input.at,
        cause: input.id,
        ordinal: written.length,
        trace: input.trace,
        live: input.live,
        body: step.body(work),
      })
      written.push(encode(event))
    }
    return written
  }
}

const collected = (article: Article): DomainEvent =>
  makeEvent({
    type: 'article.collected',
    station: 'crawler',
    key: article.article,
    at: article.seen,
    cause: null,
    ordinal: article.contentHash,
    trace: article.article,
    live: true,
    body: article,
  })

const round = (value: number): number => Number(value.toFixed(2))
