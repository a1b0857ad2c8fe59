import {
  correctionDecisionSchema,
  relabelledItemSchema,
  type Actor,
  type ClassifiedArticle,
  type Correction,
  type CorrectionDecision,
  type MatterConfig,
  type RelabelledItem,
  type Ticket,
} from '@guanlan/contracts'
import { correctionOf } from '@guanlan/desk'
import { AppError, type Instant } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'

const prefix = 'correction:'
const itemPrefix = 'relabelled:'
/** Tickets that are looked through, newest first. */
const MOST_TICKETS = 5_000
const PAGE = 200
/** Members of a topic among which a ticket's item is looked for. */
const MOST_MEMBERS = 200
/** The model reads no further than this many characters of an example. */
const MOST_CHARS = 600

/** The part of an office's configuration that corrections are judged by. */
export type CorrectingOffice = { readonly matters: readonly Pick<MatterConfig, 'code' | 'lead'>[] }

/**
 * What persons corrected on tickets and items, and what became of it on review. Those of tickets are read from the tickets' own history; those of
 * items are facts. The decisions are kept beside them, an accepted one with its text, so that it outlives the item.
 */
export const correctionDesk = {
  /** Newest correction first. */
  async list(records: Records, office: CorrectingOffice): Promise<Correction[]> {
    const decisions = await decided(records)
    const found = (await relabelled(records)).map((item) => itemCorrection(item, decisions.get(item.article)))
    let cursor: string | undefined
    let looked = 0
    do {
      const page = await records.tickets.list({ order: 'newest', limit: PAGE, ...(cursor ? { cursor } : {}) })
      for (const ticket of page.items) {
        const correction = await readCorrection(records, office, ticket, decisions.get(ticket.ticket))
        if (correction) found.push(correction)
      }
      looked += page.items.length
      cursor = page.next ?? undefined
    } while (cursor !== undefined && looked < MOST_TICKETS)
    return found.sort((a, b) => (a.person.at < b.person.at ? 1 : a.person.at > b.person.at ? -1 : a.id < b.id ? -1 : 1))
  },

  /**
   * Puts an item under another matter (null = nobody's business), inside a transaction: a correction that waits for review. The item
   * keeps its labels, for they are the classifier's. Errors: `not_found` (no such matter), `bad_request` (it says so already).
   */
  async relabel(
    records: Records,
    office: CorrectingOffice,
    article: ClassifiedArticle,
    { matter, reason, by, at }: { matter: string | null; reason: string; by: Actor; at: Instant },
  ): Promise<Correction> {
    if (matter !== null && !office.matters.some(({ code }) => code === matter))
      throw new AppError('not_found', `没有事项 ${matter}`)
    const [first] = article.labels.matters
    if ((first?.code ?? null) === matter) throw new AppError('bad_request', '系统已是这个事项', { field: 'matter' })
    const item: RelabelledItem = {
      article: article.article,
      title: article.title,
      text: oneLine(article),
      machine: {
        matter: first?.code ?? null,
        matterName: first?.name ?? null,
        domain: first?.domain ?? null,
        department: article.labels.candidates[0]?.department ?? null,
      },
      person: { action: 'relabel', department: null, matter, reason, by, at },
    }
    await records.facts.put(`${itemPrefix}${item.article}`, item)
    return itemCorrection(item, undefined)
  },

  /**
   * Makes it an example of `matter` (null = nobody's business), inside a transaction. Errors: `not_found` (no such
   * correction, no such matter, or its text is no longer kept).
   */
  async accept(
    records: Records,
    office: CorrectingOffice,
    { id, matter, by, at }: { id: string; matter: string | null; by: string; at: Instant },
  ): Promise<Correction> {
    if (matter !== null && !office.matters.some(({ code }) => code === matter))
      throw new AppError('not_found', `没有事项 ${matter}`)
    const correction = await get(records, office, id)
    const { text } = correction
    if (text === null) throw new AppError('not_found', '原文已过保存期，不能作为例文')
    return decide(records, correction, { state: 'accepted', by, at, of: correction.person.at, matter, text })
  },

  /** Sets it aside, inside a transaction; what was accepted before is forgotten. Error `not_found`. */
  async reject(
    records: Records,
    office: CorrectingOffice,
    { id, by, at }: { id: string; by: string; at: Instant },
  ): Promise<Correction> {
    const correction = await get(records, office, id)
    return decide(records, correction, { state: 'rejected', by, at, of: correction.person.at })
  },

  /** Accepted texts as a file of examples (`readExamples` of packages/classify): matter by matter, `none` last. */
  async export(records: Records): Promise<{ readonly count: number; readonly content: string }> {
    const accepted = [...(await decided(records)).values()].filter(({ state, text }) => state === 'accepted' && text)
    const byMatter = new Map<string, string[]>()
    for (const { matter, text } of accepted) {
      const heading = matter ?? 'none'
      byMatter.set(heading, [...(byMatter.get(heading) ?? []), text ?? ''])
    }
    const isNone = (heading: string): number => Number(heading === 'none')
    const parts = [...byMatter].sort(([a], [b]) => isNone(a) - isNone(b) || (a < b ? -1 : 1))
    const content = parts.map(([heading, texts]) => `# ${heading}\n${texts.sort().join('\n')}\n`).join('')
    return { count: accepted.length, content }
  },
}

async function get(records: Records, office: CorrectingOffice, id: string): Promise<Correction> {
  const decision = correctionDecisionSchema.safeParse(await records.facts.get(`${prefix}${id}`)).data
  const item = relabelledItemSchema.safeParse(await records.facts.get(`${itemPrefix}${id}`)).data
  if (item) return itemCorrection(item, decision)
  const ticket = await records.tickets.get(id)
  const correction = ticket && (await readCorrection(records, office, ticket, decision))
  if (!correction) throw new AppError('not_found', `${id} 没有人工更正`)
  return correction
}

async function decide(records: Records, correction: Correction, decision: CorrectionDecision): Promise<Correction> {
  await records.facts.put(`${prefix}${correction.id}`, decision)
  return { ...correction, state: decision.state, decision }
}

async function relabelled(records: Records): Promise<RelabelledItem[]> {
  const found = await records.facts.list<unknown>(itemPrefix)
  return [...found.values()].flatMap((value) => relabelledItemSchema.safeParse(value).data ?? [])
}

function itemCorrection(
  { article, title, text, machine, person }: RelabelledItem,
  known: CorrectionDecision | undefined,
): Correction {
  const decision = known?.of === person.at ? known : null
  const state = decision?.state ?? 'waiting'
  return { id: article, about: 'item', title, text, machine, person, suggested: person.matter ?? null, state, decision }
}

async function readCorrection(
  records: Records,
  office: CorrectingOffice,
  ticket: Ticket,
  known: CorrectionDecision | undefined,
): Promise<Correction | null> {
  const corrected = correctionOf(ticket)
  if (!corrected) return null
  const decision = known?.of === corrected.person.at ? known : null
  const item = await tellingItem(records, ticket)
  const leads = (matter: string): boolean =>
    office.matters.some(({ code, lead }) => code === matter && lead === corrected.person.department)
  return {
    id: ticket.ticket,
    about: 'ticket',
    title: ticket.title,
    text: item ? oneLine(item) : (decision?.text ?? null),
    ...corrected,
    suggested: item?.labels.matters.find(({ code }) => leads(code))?.code ?? null,
    state: decision?.state ?? 'waiting',
    decision,
  }
}

/** The topic's medoid where the ticket has it, else the ticket's oldest item; null = no longer kept. */
async function tellingItem(records: Records, { topic, members }: Ticket): Promise<ClassifiedArticle | null> {
  const medoid = (await records.topics.get(topic))?.medoid
  const article = medoid !== undefined && members.includes(medoid) ? medoid : members[0]
  if (article === undefined) return null
  const lies = (await records.topicItems.topicsOf([article])).get(article)
  if (lies === undefined) return null
  const rows = await records.topicItems.ofTopic(lies, { canonical: false, limit: MOST_MEMBERS })
  return (rows.find((row) => row.article === article)?.body as ClassifiedArticle | undefined) ?? null
}

/** A line of a file of examples: it may not begin like a heading. */
const oneLine = ({ title, body }: ClassifiedArticle): string =>
  `${title} ${body}`
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^#+\s*/, '')
    .slice(0, MOST_CHARS)

async function decided(records: Records): Promise<Map<string, CorrectionDecision>> {
  const found = await records.facts.list<unknown>(prefix)
  const entries = [...found].map(([name, value]) => {
    const { data } = correctionDecisionSchema.safeParse(value)
    return data ? ([[name.slice(prefix.length), data]] as const) : []
  })
  return new Map(entries.flat())
}
