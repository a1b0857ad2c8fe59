import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '@guanlan/kernel'
import { mask, type MaskKind } from '@guanlan/privacy'
import { share } from './figures.js'

const EACH = 1_000
const random = seededRandom(27)
const upTo = (most: number): number => Math.floor(random() * most)
const from = (least: number, most: number): number => least + upTo(most - least + 1)
const digits = (length: number): string => Array.from({ length }, () => upTo(10)).join('')
const two = (most: number): string => String(from(1, most)).padStart(2, '0')
const pick = <T>(of: readonly T[]): T => of[upTo(of.length)] as T
const day = (): string =>
  pick([`${from(1990, 2026)}-${two(12)}-${two(28)}`, `${from(1990, 2026)}年${from(1, 12)}月${from(1, 28)}日`])
const time = (): string => `${two(23)}:${two(59)}:${two(59)}`

/** Numbers that are nobody's, in the sentences in which they stand; made anew from a seed. */
const ordinary: Readonly<Record<string, () => string>> = {
  amounts: () =>
    pick([
      () => `合同总价${digits(7)}.${digits(2)}元，已付${from(1, 99)}万元`,
      () => `投资${from(10, 999)}.${digits(2)}亿元，涉及${from(100, 99_999)}户`,
      () => `一共欠我们${from(1, 99)},${digits(3)},${digits(3)}元`,
      () => `水费${from(10, 999)}.${digits(1)}元，电表读数${digits(6)}度`,
      () => `面积${from(50, 300)}.${digits(2)}平方米，单价${from(5_000, 30_000)}元`,
    ])(),
  dates: () =>
    pick([
      () => `${day()} ${time()} 发布`,
      () => `${day()}至${day()}停水`,
      () => `${from(2000, 2026)}${two(12)}${two(28)}${two(23)}${two(59)}${two(59)}提交`,
      () => `${from(2000, 2026)}.${from(1, 12)}.${from(1, 28)} ${from(1, 12)}:${two(59)} 来电`,
    ])(),
  documents: () =>
    pick([
      () => `诸政办发〔${from(1999, 2026)}〕${from(1, 300)}号`,
      () => `（${from(2015, 2026)}）浙0681民初${from(100, 19_999)}号`,
      () => `标准 GB ${from(1_000, 50_000)}-${from(1990, 2026)}、GB/T ${digits(5)}.${from(1, 9)}`,
      () => `工单编号${from(2018, 2026)}${two(12)}${two(28)}${digits(6)}`,
      () => `招标编号ZJZX-${from(2018, 2026)}-${digits(3)}`,
    ])(),
  hotlines: () =>
    pick([
      () =>
        `请拨打${pick(['12345', '12315', '12333', '12369', '110', '119', '96345', '95598'])}或0575-${pick(['12345', '12315', '96345'])}`,
      () => `客服400-${digits(3)}-${digits(4)}，也可以打${pick(['95588', '10086', '10010', '95533'])}`,
      () => `打了${from(2, 9)}次${pick(['12345', '12320', '12328'])}，工单${from(1, 9)}个`,
    ])(),
  buildings: () =>
    pick([
      () => `艮塔路${from(1, 300)}号商场，地铁${from(1, 9)}号线${from(1, 9)}号口`,
      () => `${from(1, 40)}号楼电梯坏了，共${from(1, 4)}单元${from(20, 90)}户`,
      () => `第${from(1, 30)}幢正在封顶，${from(2, 33)}层高`,
      () => `${from(1, 20)}路公交到${from(1, 20)}栋门口，${from(1, 12)}班下课`,
      () => `建设路${from(1, 200)}号到${from(201, 400)}号路灯不亮`,
    ])(),
  orders: () =>
    pick([
      () => `订单编号${digits(18)}一直没有发货`,
      () => `运单号SF${digits(13)}、YT${digits(13)}`,
      () => `统一社会信用代码9133${digits(4)}MA2${pick(['B', 'D'])}${digits(5)}X${digits(1)}`,
      () => `发票号码${digits(8)}，流水${digits(20)}`,
      () => `证券代码${digits(6)}，区划代码330681，邮编311800`,
    ])(),
  tables: () =>
    pick([
      () => `${from(1, 99)} ${from(100, 999)} ${from(1_000, 9_999)} ${from(1, 99)} ${from(100, 999)}`,
      () => `比分 ${from(0, 120)}-${from(0, 120)}，平均 ${from(10, 20)}-${from(20, 30)} 岁`,
      () => `坐标 120.${digits(6)},29.${digits(6)}`,
      () => `${from(2010, 2020)}/${from(2021, 2026)} 年度 ${from(1, 9)}.${digits(2)}% ${from(1, 9)}.${digits(2)}%`,
    ])(),
}

/** How often a number that is nobody's is taken for personal data: on sentences made from a seed, and in national news. */
export function evaluatePrivacy(data: string): Promise<void> {
  console.log('privacy: ordinary numbers that were masked')
  for (const [kind, make] of Object.entries(ordinary)) {
    const texts = Array.from({ length: EACH }, make)
    const wrong = texts.filter((text) => mask(text).text !== text)
    const sample = wrong[0] === undefined ? '' : `  such as ${wrong[0]}`
    console.log(`  ${kind.padEnd(10)} ${share(wrong.length, EACH)} of ${EACH}${sample}`)
  }
  const path = join(data, 'long/news_dev.jsonl')
  if (!existsSync(path)) console.error(`SKIPPED: no ${path}`)
  else countInNews(readFileSync(path, 'utf8').split('\n').filter(Boolean))
  return Promise.resolve()
}

/** Nobody's phone stands in the national news: what is masked there is a mistake, or a hotline like a phone. */
function countInNews(lines: readonly string[]): void {
  const counts = new Map<MaskKind, number>()
  let touched = 0
  for (const line of lines) {
    const { text = '' } = JSON.parse(line) as { text?: string }
    const { masked } = mask(text)
    if (Object.keys(masked).length > 0) touched += 1
    for (const [kind, count] of Object.entries(masked) as [MaskKind, number][])
      counts.set(kind, (counts.get(kind) ?? 0) + count)
  }
  const kinds = [...counts].sort().map(([kind, count]) => `${count} × ${kind}`)
  console.log(
    `  national news in which something was masked: ${share(touched, lines.length)} of ${lines.length} (${kinds.join(', ')})`,
  )
}
