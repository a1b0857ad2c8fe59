import { ruleForRota } from '@guanlan/alerts'
import { publishedRotaSchema, type EscalationConfig, type PublishedRota, type Rota } from '@guanlan/contracts'
import type { Records } from '@guanlan/record-store'
import { publications } from './publications.js'

const published = publications(publishedRotaSchema)
const fact = 'rota'

/** The duty rota in the record store: publications of the console over the chain of escalations.yaml. It is read in the transaction that uses it: a publication counts at once. */
export const rotaDesk = {
  /** Newest first, 50 at most. */
  history: (records: Records): Promise<PublishedRota[]> => published.history(records, fact),

  /** What counts now; without a publication the chain of the file, with nobody on duty. */
  async inForce(records: Records, file: readonly EscalationConfig[]): Promise<Rota> {
    const [last] = await published.history(records, fact)
    return last?.rota ?? { people: [], shifts: [], swaps: [], chain: file.map(ruleForRota) }
  },

  /** Inside a transaction; `seen` is the version that the person saw. Error `version_conflict`. */
  publish: (records: Records, seen: number, publication: Omit<PublishedRota, 'version'>): Promise<PublishedRota[]> =>
    published.publish(records, fact, seen, publication),
}
