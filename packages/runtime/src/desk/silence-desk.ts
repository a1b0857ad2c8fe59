import { isInForce, silenceOf } from '@guanlan/alerts'
import { silenceSchema, type Alert, type Silence } from '@guanlan/contracts'
import { DAY, toInstant, toMs, type Instant } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'

const prefix = 'silence:'
/** How long one that is over is still shown. */
const SHOWN_MS = 7 * DAY

/** Silences in the record store, few at any time; times on the domain clock. */
export const silenceDesk = {
  /** Those in force at `now` first, then those that ended within a week; newest first in both. */
  async list(records: Records, now: Instant): Promise<Silence[]> {
    const shown = (await all(records)).filter((silence) => isShown(silence, now))
    return shown.sort((a, b) => Number(isInForce(b, now)) - Number(isInForce(a, now)) || b.from.localeCompare(a.from))
  },

  async get(records: Records, id: string): Promise<Silence | null> {
    return silenceSchema.safeParse(await records.facts.get(`${prefix}${id}`)).data ?? null
  },

  /** Writes one, and drops those that nobody is shown any more. Inside a transaction. */
  async put(records: Records, silence: Silence, now: Instant): Promise<void> {
    const gone = (await all(records)).filter((one) => one.id !== silence.id && !isShown(one, now))
    await records.facts.remove(gone.map(({ id }) => `${prefix}${id}`))
    await records.facts.put(`${prefix}${silence.id}`, silence)
  },

  /**
   * The silence that holds back calls about an alert at `now`, and how many more it has held back; they are made neither now nor when it ends. null: none
   * does. Inside a transaction.
   */
  async holdBack(records: Records, alert: Alert, calls: number, now: Instant): Promise<Silence | null> {
    const silence = silenceOf(alert, await all(records), now)
    if (silence) await records.facts.put(`${prefix}${silence.id}`, { ...silence, held: silence.held + calls })
    return silence
  },
}

const isShown = ({ ended, until }: Silence, now: Instant): boolean =>
  (ended?.at ?? until) > toInstant(toMs(now) - SHOWN_MS)

async function all(records: Records): Promise<Silence[]> {
  const found = await records.facts.list<unknown>(prefix)
  return [...found.values()].flatMap((value) => silenceSchema.safeParse(value).data ?? [])
}
