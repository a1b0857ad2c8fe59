import type { FoundPlace, Office } from '@guanlan/contracts'
import { createGazetteer, type BoundaryFinder, type Gazetteer } from '@guanlan/text'
import { evidenceAt, type ReadableArticle, type ReadArticle } from './reading.js'

/** The gazetteer of an office's places. */
export const officeGazetteer = (office: Pick<Office, 'office' | 'places'>, boundaries: BoundaryFinder): Gazetteer =>
  createGazetteer(office.places, boundaries, { home: office.office.jurisdiction })

/** How far into the body a foreign place speaks for the whole text. */
const OPENING = 80

/**
 * Places of the jurisdiction that the text is about: towns first, each followed by its villages. A text that names none
 * is attached to its source's home (evidence in the field `source`), unless it opens with another province or city.
 * Empty = nothing says that it is about a place of ours.
 */
export function findPlaces(
  gazetteer: Gazetteer,
  office: Pick<Office, 'places'>,
): (article: ReadableArticle, read: ReadArticle) => FoundPlace[] {
  // The first of a code, as `find` would have it: two estates of one village share theirs.
  const homes = new Map([...office.places].reverse().map((place) => [place.code, place]))
  return (article, read) => {
    const { name, place: home } = article.source
    const { places, elsewhere } = gazetteer.findIn(read, home)
    if (places.length > 0)
      return places.map((place) => ({
        code: place.code,
        name: place.name,
        evidence: place.spans.slice(0, 5).map((span) => evidenceAt(article, span, `words:place-${place.anchor}`)),
      }))
    const attached = home === undefined ? undefined : homes.get(home)
    if (!attached || (elsewhere && (elsewhere.field === 'title' || elsewhere.start < OPENING))) return []
    const whole = { field: 'source', start: 0, end: name.length } as const
    return [{ code: attached.code, name: attached.name, evidence: [evidenceAt(article, whole, 'words:place-home')] }]
  }
}
