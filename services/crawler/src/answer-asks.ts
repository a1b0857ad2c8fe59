import type { FetchedSourceConfig, SourceTry } from '@guanlan/contracts'
import { toInstant, type AppError, type Clock, type Logger } from '@guanlan/kernel'
import type { Fetcher } from '@guanlan/fetcher'
import type { RecordStore, Records } from '@guanlan/record-store'
import { sourceDesk, type SourceAsk } from '@guanlan/runtime'
import { announceSource } from './announce-source.js'
import { problemInWords } from './judge-health.js'
import { adjustedRow, newRow } from './source-rows.js'
import { tryVisit } from './try-visit.js'

export interface AskedParts {
  readonly recordStore: RecordStore
  readonly sources: ReadonlyMap<string, FetchedSourceConfig>
  readonly fetcher: Fetcher
  /** Domain clock. */
  readonly clock: Clock
  readonly logger: Logger
  readonly jurisdiction: string
}

/** Items of a try that are shown. */
const MOST_SHOWN = 50

/**
 * Takes up what people asked of sources: switches and early visits are done when this resolves, tries go on and are handed
 * to `began`. Returns whether a due time changed. A wish for a source that is no longer configured is dropped.
 */
export async function answerAsks(parts: AskedParts, began: (trying: Promise<void>) => void): Promise<boolean> {
  const { recordStore, sources, logger } = parts
  let moved = false
  for (const { source: id, ask } of await sourceDesk.asks(recordStore.records)) {
    const source = sources.get(id)
    const taken = await recordStore.transaction(async (records) => {
      if (!(await sourceDesk.take(records, id, ask))) return false
      if (source && ask.kind === 'switch') await switchTo(records, source, ask)
      if (source && ask.kind === 'fetch') await dueNow(records, source, toInstant(parts.clock.now()))
      return true
    })
    if (!taken || !source) continue
    logger.info({ source: id, ask: ask.kind, ...(ask.kind === 'switch' ? { on: ask.on } : {}) }, 'asked by a person')
    if (ask.kind === 'try') began(tryFor(parts, source, ask))
    else moved = true
  }
  return moved
}

type Switch = Extract<SourceAsk, { kind: 'switch' }>

/** What the file says already needs no switch over it. */
async function switchTo(records: Records, source: FetchedSourceConfig, { on, by, at, reason }: Switch): Promise<void> {
  await sourceDesk.keepSwitch(records, source.id, on === source.enabled ? null : { on, by, at, reason })
  const row = await records.sources.get(source.id)
  const wanted = row ? adjustedRow(row, { ...source, enabled: on }) : newRow({ ...source, enabled: on })
  if (!wanted) return
  await records.sources.put(wanted)
  await announceSource(records, wanted.state, at)
}

/** One that is off stays unasked. */
async function dueNow(records: Records, source: FetchedSourceConfig, now: string): Promise<void> {
  const row = await records.sources.get(source.id)
  if (row && row.state.health !== 'off' && row.due > now) await records.sources.put({ ...row, due: now })
}

async function tryFor(parts: AskedParts, source: FetchedSourceConfig, ask: SourceAsk & { id: string }): Promise<void> {
  const { recordStore, fetcher, clock, jurisdiction, logger } = parts
  try {
    const tried = await tryVisit(source, { fetcher, jurisdiction, clock })
    const at = toInstant(clock.now())
    const done: SourceTry['done'] = tried.ok
      ? { at, ...tried.value, items: tried.value.items.slice(0, MOST_SHOWN), warnings: [...tried.value.warnings] }
      : { at, problem: problemOf(tried.error), items: [], more: false, requests: 0, slowestMs: 0, warnings: [] }
    const { id, by } = ask
    await recordStore.transaction((records) => sourceDesk.keepTry(records, source.id, { id, by, at: ask.at, done }))
  } catch (error) {
    logger.error({ source: source.id, err: error }, 'what a try found was not kept')
  }
}

const problemOf = (error: AppError) => ({ code: error.code, message: problemInWords(error) })
