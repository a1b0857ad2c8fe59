import {
  silenceMatchSchema,
  silenceRequestSchema,
  silencesResponseSchema,
  type Actor,
  type Alert,
  type Silence,
  type SilencePreview,
} from '@guanlan/contracts'

/** Silences of the fake desk, by the contracts' schemas; what a preview counts is every alert of the same matter. */
export function fakeSilences(alerts: ReadonlyMap<string, Alert>, now: () => string) {
  const silences: Silence[] = []
  return {
    list: () => silencesResponseSchema.parse({ items: [...silences].reverse() }),
    act([id, action]: readonly string[], body: unknown, by: Actor): Silence | SilencePreview {
      if (id === 'preview') {
        const { match } = silenceMatchSchema
          .transform((each) => ({ match: each }))
          .parse((body as { match: unknown }).match)
        const open = [...alerts.values()].filter(
          (alert) => (match.alert ?? alert.alert) === alert.alert && (match.matter ?? alert.matter) === alert.matter,
        )
        const samples = open.slice(0, 5).map(({ alert, title, level }) => ({ alert, title, level }))
        return { open: open.length, week: open.length, samples }
      }
      const known = silences.find((silence) => silence.id === id)
      if (known && action === 'end') {
        silences[silences.indexOf(known)] = { ...known, ended: { by: by.name, at: now() } }
        return known
      }
      const { match, reason, minutes } = silenceRequestSchema.parse(body)
      const until = new Date(Date.parse(now()) + minutes * 60_000).toISOString()
      const made = { id: `s${silences.length + 1}`, by: by.name, reason, from: now(), until, match, held: 0 }
      silences.push(made)
      return made
    },
  }
}
