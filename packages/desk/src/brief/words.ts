import { levelNames, ticketStateNames, type BriefFigures, type BriefStory, type BriefWords } from '@guanlan/contracts'
import { CHINA_OFFSET, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { bandInWords } from './figures.js'

/** A domain of which nothing came is told of when so many a day are usual. */
const LEAST_USUAL = 1
/** Tickets, sources and reasons named one by one. */
const MOST_NAMED = 5

/** What the figures say, as an office writes it: a start for the person who keeps the brief. `advice` stays empty, for it is a person's. */
export function briefWords(figures: BriefFigures): BriefWords {
  return {
    overview: overview(figures),
    stories: stories(figures),
    tickets: tickets(figures),
    sources: sources(figures),
    advice: '',
  }
}

function overview({ from, to, usualDays, collected, civic, domains }: BriefFigures): string {
  const first = [
    `${clock(from)}至${clock(to)}，共采集公开信息${collected.count}条，其中涉及民生事项${civic.count}条`,
    usualDays === 0 ? '（此前无同时段数据可比）。' : `，${comparison(civic, usualDays)}。`,
  ].join('')
  const lines = [...domains]
    .filter(({ count, usual }) => count > 0 || (usual ?? 0) >= LEAST_USUAL)
    .sort((a, b) => b.count - a.count)
    .map((domain) => {
      const next = domain.next ? `；此后24小时预计${bandInWords(domain.next)}条` : ''
      const usual = domain.usual === null ? '' : `（日均${tidy(domain.usual)}条，${domain.change}）`
      return `${domain.name}：${domain.count}条${usual}${next}。`
    })
  return [first, ...lines].join('\n')
}

function stories({ stories: told, storyCount, at }: BriefFigures): string {
  if (told.length === 0) return '当日没有达到预警级别的舆情。'
  const lines = told.map((story, index) => `${index + 1}. ${storyInWords(story, at)}`)
  return [...lines, ...(storyCount > told.length ? [`另有${storyCount - told.length}件，详见控制台。`] : [])].join('\n')
}

function storyInWords(story: BriefStory, at: Instant): string {
  const { level, title, places, items, copies, voices, raisedAt, reasons, ticket } = story
  const where = places.map(({ name }) => name).join('、')
  const told = `${items}条${copies > 0 ? `（另有转载${copies}条）` : ''}、${voices}人次，${clock(raisedAt)}预警`
  const why = reasons.slice(0, MOST_NAMED).join('；')
  return [
    `〔${levelNames[level]}〕${title}${where ? `（${where}）` : ''}：${story.matterName}，${told}。`,
    why ? `研判：${why}。` : '',
    ticket ? `处置：${progress(ticket, at)}。` : '处置：尚未开单。',
  ].join('')
}

function progress(ticket: NonNullable<BriefStory['ticket']>, at: Instant): string {
  const who = ticket.departmentName === null ? '待转办' : `${ticket.departmentName}，${ticketStateNames[ticket.state]}`
  const clocks = [
    ticket.missed > 0 ? `${ticket.missed}项时限已超` : '',
    ticket.next ? `${ticket.next.name}时限${clock(ticket.next.dueAt)}${ticket.next.dueAt <= at ? '（已超）' : ''}` : '',
    ticket.responded ? `${clock(ticket.responded)}已公开回应` : '',
  ]
  return [who, ...clocks.filter((part) => part !== '')].join('；')
}

function tickets({ tickets: done, rates, backlog }: BriefFigures): string {
  const count = (name: string, ids: readonly string[]) => `${name}${ids.length}件`
  const waiting = backlog.reduce((sum, { open }) => sum + open, 0)
  const late = backlog.filter(({ overdue }) => overdue > 0).slice(0, MOST_NAMED)
  const known = rates.filter(({ rate }) => rate !== null)
  return [
    `当日新开工单${done.opened.length}件，${[
      count('转办', done.dispatched),
      count('反馈', done.answered),
      count('公开回应', done.responded),
      count('退回', done.returned),
      count('归档', done.archived),
    ].join('，')}；在办${waiting}件。`,
    done.overdue.length + done.soon.length === 0
      ? '没有超时限的工单。'
      : `超时限${done.overdue.length}件${late.length > 0 ? `（${late.map(({ name, overdue }) => `${name}${overdue}件`).join('、')}）` : ''}，24小时内到期${done.soon.length}件。`,
    known.length === 0
      ? ''
      : `近30日：${known.map(({ name, rate, of }) => `${name}${percent(rate as number)}（共${of}件）`).join('，')}。`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function sources({ sources: { count, blind } }: BriefFigures): string {
  if (count === 0) return '没有启用的来源。'
  if (blind.length === 0) return `共${count}个来源，没有中断的。`
  const lines = blind.map(({ name, message, since }) => `${name}：${clock(since)}起听不到（${message}）。`)
  return [`${count}个来源中${blind.length}个听不到，以上数字不含其内容：`, ...lines].join('\n')
}

const comparison = (compared: BriefFigures['civic'], days: number): string =>
  `前${days}日同时段日均${tidy(compared.usual ?? 0)}条，${compared.change}`
const percent = (share: number): string => `${Math.round(share * 100)}%`
const tidy = (count: number): string => (count >= 10 ? count.toFixed(0) : count.toFixed(1).replace(/\.0$/, ''))
/** 「11月22日8时14分」 in Asia/Shanghai; midnight as the day's 0时. */
export function clock(at: Instant): string {
  const [, month, day, hour, minute] = /^\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(
    toInstant(toMs(at) + CHINA_OFFSET),
  ) as unknown as string[]
  return `${Number(month)}月${Number(day)}日${Number(hour)}时${minute === '00' ? '' : `${minute}分`}`
}
