import { burstsFact, statusSchema, type Burst, type Status } from '@guanlan/contracts'
import { steadyClock, systemClock, toInstant, type ErrorCode } from '@guanlan/kernel'
import { pulseOf, type DeadLetterDesk } from '@guanlan/runtime'
import type { ApiDeps } from '../deps.js'
import { answers, type Api } from '../http/api.js'
import { isUnheard, lostSources, sourceStates } from './source-states.js'

/** How long counted dead letters are believed, by the steady clock: counting reads their topics. */
const COUNT_AGE_MS = 5_000
/** How long the status waits for a count. */
const COUNT_PATIENCE_MS = 2_000

const partCodes: Readonly<Record<string, ErrorCode>> = {
  'search-store': 'search_unavailable',
  'event-log': 'log_unavailable',
  'record-store': 'store_unavailable',
}
/** Sources and bursts that are named. */
const MOST_NAMED = 20

/** GET /api/v1/status: what the frame of the console needs. */
export function statusRoutes(app: Api, deps: ApiDeps, letters: DeadLetterDesk): void {
  const { office, recordStore, clock, clockInfo, version } = deps
  const started = systemClock.now()
  let counted: { at: number; count: Promise<number> } | null = null
  /** Of the last count that was finished. While the log is away the status still tells everything else, that among it. */
  let known = 0
  const deadLetters = (): Promise<number> => {
    if (counted === null || steadyClock.now() - counted.at > COUNT_AGE_MS) {
      const count = letters.count().then(
        (found) => (known = found),
        () => known,
      )
      counted = { at: steadyClock.now(), count }
    }
    return Promise.race([counted.count, afterPatience()])
  }
  const afterPatience = (): Promise<number> =>
    new Promise((resolve) => setTimeout(() => resolve(known), COUNT_PATIENCE_MS).unref())
  const code = ({ code: own, name }: { code: string; name: string }) => ({ code: own, name })
  const still = {
    office: { name: office.office.name, jurisdiction: office.office.jurisdiction },
    version,
    accounts: false,
    domains: office.domains.map(code),
    departments: office.departments.map(code),
    towns: office.places.filter(({ kind }) => kind === 'town').map(code),
    signals: office.signals.map(({ kind, name }) => ({ code: kind, name })),
    cuts: office.levels.cuts,
    matters: office.matters.map(({ domain, ...matter }) => ({ ...code(matter), domain })),
  }

  app.get(
    '/api/v1/status',
    { schema: { tags: ['status'], response: answers(statusSchema) } },
    async (): Promise<Status> => {
      const { records } = recordStore
      const [problems, states, openAlerts, openTickets, lastEventId, dead, bursts, heartbeat] = await Promise.all([
        deps.health(),
        sourceStates(deps),
        records.alerts.countOpen(),
        records.tickets.countOpen(),
        records.feed.newest(),
        deadLetters(),
        records.facts.get<Burst[]>(burstsFact),
        pulseOf(records, started, systemClock.now()),
      ])
      const lost = lostSources(states, clock.now())
      return {
        ...still,
        clock: { now: toInstant(clock.now()), ...clockInfo },
        lastEventId,
        problems: problems.map(({ part, code: own, message }) => ({
          part,
          code: own ?? partCodes[part] ?? 'internal',
          message,
        })),
        counts: {
          openAlerts,
          openTickets,
          sourcesUnhealthy: states.filter(isUnheard).length,
          deadLetters: dead,
        },
        heartbeat,
        blind: { count: lost.length, sources: lost.slice(0, MOST_NAMED) },
        bursts: (bursts ?? []).slice(0, MOST_NAMED),
      }
    },
  )
}
