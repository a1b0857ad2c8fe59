import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judgeTone } from '@guanlan/classify'
import { createDictionarySegmenter } from '@guanlan/text'
import { f1Of, withInterval } from './figures.js'

interface Post {
  readonly content: string
  readonly label: string
}

interface JudgedPost {
  readonly bad: boolean
  readonly said: boolean
  readonly coloured: boolean
}

/** Emotions that count as negative. */
const NEGATIVE = new Set(['angry', 'sad', 'fear'])

/** Sentiment on microblog posts with one of six emotions: negative (below 0) or not. */
export function evaluateTone(data: string): void {
  const path = join(data, 'sentiment/usual_eval_labeled.json')
  if (!existsSync(path)) {
    console.error(`SKIPPED: no ${path}`)
    return
  }
  const tone = judgeTone(createDictionarySegmenter())
  const posts = JSON.parse(readFileSync(path, 'utf8')) as Post[]
  const judged = posts.map(({ content, label }): JudgedPost => {
    const found = tone({ title: '', body: content, source: { name: '' } })
    return { bad: NEGATIVE.has(label), said: found < 0, coloured: found !== 0 }
  })
  const count = (all: readonly JudgedPost[], bad: boolean, said: boolean): number =>
    all.filter((one) => one.bad === bad && one.said === said).length
  const f1 = (all: readonly JudgedPost[], of: boolean): number =>
    f1Of({ hit: count(all, of, of), wrong: count(all, !of, of), missed: count(all, of, !of) }).f1
  const accuracy = (all: readonly JudgedPost[]): number =>
    (count(all, true, true) + count(all, false, false)) / all.length
  console.log(`\nsentiment: ${posts.length} posts, negative ${posts.filter(({ label }) => NEGATIVE.has(label)).length}`)
  console.log(`  negative or not: accuracy ${withInterval(judged, accuracy)}`)
  console.log(`  macro-F1 ${withInterval(judged, (all) => (f1(all, true) + f1(all, false)) / 2)}`)
  console.log(
    `  with a word of the lexicon ${(judged.filter(({ coloured }) => coloured).length / posts.length).toFixed(3)}`,
  )
}
