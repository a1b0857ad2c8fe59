import { classifierVariants, type Judged } from './classify-variants.js'
import { countLabels, f1Of, macroF1, share, withInterval } from './figures.js'
import { lastLook, readLabelled } from './labelled.js'
import { evaluateTone } from './tone.js'

const goldOf = ({ line }: Judged): string => line.domains?.[0] ?? 'none'
const saidOf = ({ labels }: Judged): string => labels.domains[0] ?? 'none'
const pairsOf = (judged: readonly Judged[]) => judged.map((one) => [goldOf(one), saidOf(one)] as const)
const isCivic = ({ line }: Judged): boolean => (line.domains ?? []).length > 0

/**
 * The classifier on labelled messages, hot-list titles and national news that concerns no office: rules alone, model alone
 * and both, with 95 % intervals; then domain by domain, department by department, confusions and the worst errors of both.
 */
export function evaluateClassify(data: string): Promise<void> {
  console.log(`classify, ${lastLook ? 'the held-back third (last look)' : 'two thirds of the lines'}`)
  const messages = readLabelled(data, 'complaints/dev.jsonl')
  const titles = readLabelled(data, 'hot/titles_dev.jsonl')
  const news = readLabelled(data, 'long/news_dev.jsonl')
  console.log(`messages: ${messages.length}, hot-list titles: ${titles.length}, national news: ${news.length}`)
  const variants = Object.entries(classifierVariants())
  for (const [name, judge] of variants) {
    const judged = { messages: judge(messages), titles: judge(titles), news: judge(news) }
    compareLines(name, judged)
    if (name !== 'both') continue
    printDomains(judged.messages)
    printDepartments(judged.messages)
    printErrors([...judged.messages, ...judged.titles])
  }
  evaluateTone(data)
  return Promise.resolve()
}

function compareLines(name: string, judged: Record<'messages' | 'titles' | 'news', readonly Judged[]>): void {
  const { messages, titles, news } = judged
  console.log(`\n${name}`)
  if (messages.length > 0) {
    console.log(`  messages: macro-F1 of the domains ${withInterval(messages, (all) => macroF1(pairsOf(all)))}`)
    console.log(`  messages: primary domain right    ${withInterval(messages, (all) => meanOf(all, isDomainRight))}`)
    console.log(
      `  messages: department top-1        ${withInterval(messages, (all) => meanOf(all, isRoutedWithin(1)))}`,
    )
    console.log(
      `  messages: department top-3        ${withInterval(messages, (all) => meanOf(all, isRoutedWithin(3)))}`,
    )
    console.log(`  messages: no matter found         ${withInterval(messages, (all) => meanOf(all, hasNoMatter))}`)
  }
  if (titles.length > 0) {
    const { precision, recall } = civicCounts(titles)
    const interval = (key: 'precision' | 'recall') => withInterval(titles, (all) => civicCounts(all)[key])
    console.log(`  titles: civic or not, precision   ${interval('precision')}`)
    console.log(`  titles: civic or not, recall      ${interval('recall')}`)
    const traps = titles.filter(({ line }) => line.trap)
    const caught = traps.filter((one) => saidOf(one) !== 'none').length
    console.log(
      `  titles: fooled by a trap          ${share(caught, traps.length)}; P ${precision.toFixed(2)} R ${recall.toFixed(2)}`,
    )
  }
  const named = news.filter((one) => saidOf(one) !== 'none').length
  if (news.length > 0) console.log(`  national news given a domain      ${share(named, news.length)}`)
}

const meanOf = (all: readonly Judged[], holds: (one: Judged) => boolean): number =>
  all.filter(holds).length / Math.max(1, all.length)
const isDomainRight = (one: Judged): boolean => goldOf(one) === saidOf(one)
const hasNoMatter = ({ labels }: Judged): boolean => labels.matters.length === 0
const isRoutedWithin =
  (most: number) =>
  ({ line, labels }: Judged): boolean => {
    const right = new Set([line.department, ...(line.departments_ok ?? [])])
    return labels.candidates.slice(0, most).some(({ department }) => right.has(department))
  }

function civicCounts(titles: readonly Judged[]): { precision: number; recall: number } {
  const said = (one: Judged): boolean => saidOf(one) !== 'none'
  const hit = titles.filter((one) => said(one) && isCivic(one)).length
  const wrong = titles.filter((one) => said(one) && !isCivic(one)).length
  return f1Of({ hit, wrong, missed: titles.filter((one) => !said(one) && isCivic(one)).length })
}

function printDomains(messages: readonly Judged[]): void {
  if (messages.length === 0) return
  console.log('  domains of the messages:      P     R     F1')
  for (const [domain, counts] of [...countLabels(pairsOf(messages))].sort()) {
    const { precision, recall, f1 } = f1Of(counts)
    const figures = [precision, recall, f1].map((figure) => figure.toFixed(2)).join('  ')
    console.log(`    ${domain.padEnd(24)}${figures}  of ${counts.hit + counts.missed}`)
  }
  printConfusions(pairsOf(messages))
}

/** A department that is as acceptable as the right one counts as right. */
function printDepartments(messages: readonly Judged[]): void {
  const pairs = messages.map((one) => {
    const gold = one.line.department ?? 'none'
    return [gold, isRoutedWithin(1)(one) ? gold : (one.labels.candidates[0]?.department ?? 'nobody')] as const
  })
  if (pairs.length === 0) return
  console.log('  departments of the messages:  P     R     F1')
  for (const [department, counts] of [...countLabels(pairs)].sort()) {
    const { precision, recall, f1 } = f1Of(counts)
    const figures = [precision, recall, f1].map((figure) => figure.toFixed(2)).join('  ')
    console.log(`    ${department.padEnd(24)}${figures}  of ${counts.hit + counts.missed}`)
  }
  printConfusions(pairs)
}

function printConfusions(pairs: readonly (readonly [string, string])[]): void {
  const times = new Map<string, number>()
  for (const [gold, said] of pairs)
    if (gold !== said) times.set(`${gold} → ${said}`, (times.get(`${gold} → ${said}`) ?? 0) + 1)
  const worst = [...times].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 12)
  console.log(`    confusions: ${worst.map(([pair, count]) => `${count} × ${pair}`).join(', ')}`)
}

/** The errors that were made with the most confidence. */
function printErrors(judged: readonly Judged[]): void {
  const sureness = ({ labels }: Judged): number => labels.matters[0]?.score ?? 0
  const worst = judged.filter((one) => !isDomainRight(one)).sort((a, b) => sureness(b) - sureness(a))
  console.log('  the 20 worst errors (score, right → said, matter, title):')
  for (const one of worst.slice(0, 20)) {
    const matter = one.labels.matters[0]?.code ?? 'no matter'
    const title = one.line.title.slice(0, 36).replace(/\s+/g, ' ')
    console.log(`    ${sureness(one).toFixed(2)}  ${goldOf(one)} → ${saidOf(one)}  ${matter}  ${title}`)
  }
}
