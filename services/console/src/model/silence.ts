import type { Alert, SilenceMatch } from '@guanlan/contracts'

/** How much of what an alert is about is to be silenced. */
export type SilenceScope = 'alert' | 'matter' | 'matterHere' | 'domainHere'

/** Scopes that make sense for an alert: without a place or a domain the wider ones do not. */
export const scopesOf = (alert: Pick<Alert, 'places' | 'domain'>): SilenceScope[] => [
  'alert',
  ...(alert.places.length > 0 ? (['matterHere'] as const) : []),
  'matter',
  ...(alert.places.length > 0 && alert.domain !== null ? (['domainHere'] as const) : []),
]

const everyLevel = ['red', 'orange', 'yellow', 'blue'] as const

/** The matchers of a scope; `withRed`: red is silenced too, which otherwise calls in spite of a silence. */
export function matchOf(
  alert: Pick<Alert, 'alert' | 'matter' | 'domain' | 'places'>,
  scope: SilenceScope,
  withRed: boolean,
): SilenceMatch {
  const levels = withRed ? { levels: [...everyLevel] } : {}
  const place = alert.places[0]?.code
  if (scope === 'alert') return { alert: alert.alert, ...levels }
  if (scope === 'matter' || place === undefined) return { matter: alert.matter, ...levels }
  if (scope === 'matterHere' || alert.domain === null) return { matter: alert.matter, place, ...levels }
  return { domain: alert.domain, place, ...levels }
}
