import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runGuanlan } from './command.js'
import { f1Of, share, type Counts } from './figures.js'

/** What somebody says a text is about; the first domain is the primary one, [] = none of the office's. */
interface Labelled {
  readonly id: number
  readonly title: string
  readonly text?: string
  readonly domains: readonly string[]
  readonly department?: string
  readonly departments_ok?: readonly string[]
}

interface Answer {
  readonly primary: string | null
  readonly matter: string | null
  readonly candidates: readonly { readonly code: string }[]
}

interface Judged {
  readonly line: Labelled
  readonly answer: Answer
}

/** One line in three is looked at only last: GUANLAN_EVAL_LAST_LOOK=1 scores these lines, otherwise all others. */
const isHeldBack = ({ title }: Labelled): boolean =>
  createHash('sha256').update(title).digest().readUInt32BE(0) % 3 === 0

/**
 * `guanlan classify` on labelled messages, hot-list titles and national news that concerns no office: domains, lead
 * department, civic or not, false alarms, and the worst confusions.
 */
export async function evaluateClassify(data: string): Promise<void> {
  const lastLook = process.env['GUANLAN_EVAL_LAST_LOOK'] === '1'
  console.log(`classify, ${lastLook ? 'the held-back third (last look)' : 'two thirds of the lines'}`)
  const read = async (file: string): Promise<Judged[]> => {
    const path = join(data, file)
    if (!existsSync(path)) {
      console.error(`SKIPPED: no ${path}`)
      return []
    }
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line, id) => ({ ...(JSON.parse(line) as Labelled), id }))
      .filter((line) => isHeldBack(line) === lastLook)
    return judge(lines)
  }
  scoreComplaints(await read('complaints/dev.jsonl'))
  scoreTitles(await read('hot/titles_dev.jsonl'))
  const news = await read('long/news_dev.jsonl')
  const named = news.filter(({ answer }) => answer.primary !== null).length
  if (news.length > 0)
    console.log(`\nnational news given a domain: ${named} of ${news.length} (${share(named, news.length)})`)
}

/** Runs the lines through the batch command, in order. */
async function judge(lines: readonly Labelled[]): Promise<Judged[]> {
  const inputs = lines.map(({ id, title, text }) => ({ id, title, body: text ?? '' }))
  const answers: Answer[] = []
  for await (const answer of runGuanlan('classify', inputs)) answers.push(answer as unknown as Answer)
  return lines.map((line, at) => {
    const answer = answers[at]
    if (!answer) throw new Error(`no answer for line ${line.id}`)
    return { line, answer }
  })
}

function scoreComplaints(judged: readonly Judged[]): void {
  if (judged.length === 0) return
  const byDomain = new Map<string, Counts>()
  const confusions = new Map<string, number>()
  const count = (domain: string, key: keyof Counts) => {
    const counts = byDomain.get(domain) ?? { hit: 0, wrong: 0, missed: 0 }
    counts[key] += 1
    byDomain.set(domain, counts)
  }
  for (const { line, answer } of judged) {
    const [gold, said] = [line.domains[0] ?? 'none', answer.primary ?? 'none']
    if (gold === said) count(gold, 'hit')
    else {
      count(gold, 'missed')
      count(said, 'wrong')
      const pair = `${gold} → ${said}`
      confusions.set(pair, (confusions.get(pair) ?? 0) + 1)
    }
  }
  console.log(`\nmessages: ${judged.length}`)
  const scores: number[] = []
  for (const [domain, counts] of [...byDomain].sort()) {
    const { precision, recall, f1 } = f1Of(counts)
    if (domain !== 'none') scores.push(f1)
    const figures = [precision, recall, f1].map((figure) => figure.toFixed(2)).join('  ')
    console.log(`  ${domain.padEnd(16)} P R F1  ${figures}  of ${counts.hit + counts.missed}`)
  }
  console.log(`  macro-F1 of the domains ${(scores.reduce((sum, f1) => sum + f1, 0) / scores.length).toFixed(3)}`)
  const routed = judged.filter(({ line }) => line.department !== undefined)
  const within = (most: number) =>
    routed.filter(({ line, answer }) => {
      const right = new Set([line.department, ...(line.departments_ok ?? [])])
      return answer.candidates.slice(0, most).some(({ code }) => right.has(code))
    }).length
  console.log(`  department top-1 ${share(within(1), routed.length)}, top-3 ${share(within(3), routed.length)}`)
  const unknown = judged.filter(({ answer }) => answer.matter === null).length
  console.log(`  no matter found for ${share(unknown, judged.length)}`)
  console.log('  worst confusions:')
  for (const [pair, times] of [...confusions].sort((a, b) => b[1] - a[1]).slice(0, 12))
    console.log(`    ${String(times).padStart(3)}  ${pair}`)
}

function scoreTitles(judged: readonly Judged[]): void {
  if (judged.length === 0) return
  const counts: Counts = { hit: 0, wrong: 0, missed: 0 }
  for (const { line, answer } of judged) {
    if (answer.primary !== null) counts[line.domains.length > 0 ? 'hit' : 'wrong'] += 1
    else if (line.domains.length > 0) counts.missed += 1
  }
  const { precision, recall } = f1Of(counts)
  console.log(`\nhot-list titles: ${judged.length}, civic ${counts.hit + counts.missed}`)
  console.log(`  civic or not: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`)
}
