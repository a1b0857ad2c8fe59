import type { Alert, AlertLabel } from '@guanlan/contracts'

/** What of an alert its labels are read from. */
export type Labelled = Pick<Alert, 'domain' | 'matter' | 'places'>
/** An alert by the labels of alerts.yaml; null = not known. */
export type Labels = Readonly<Record<AlertLabel, string | null>>

/** Digits of a town's code; those of its villages begin with it. */
const TOWN_DIGITS = 9

/** Labels of an alert by its first place; `leads`: lead department of each matter. Of a county-wide alert the town is not known. */
export function labelsOf({ domain, matter, places }: Labelled, leads: ReadonlyMap<string, string>): Labels {
  const code = places[0]?.code ?? ''
  const town = code.length >= TOWN_DIGITS ? code.slice(0, TOWN_DIGITS) : null
  return { domain, matter, town, department: leads.get(matter) ?? null }
}
