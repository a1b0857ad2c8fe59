import { MINUTE } from '@guanlan/kernel'
import type { FeedPace } from './feed.js'
import { firstOf, type Fields } from './fields.js'
import { textIn, type Field } from './value.js'
import { elementsIn, nameOf, textOfXml, type XmlDocument } from './xml.js'

/** Of a feed that says nothing of it. */
export const noPace: FeedPace = { ttl: undefined, skipHours: [], skipDays: [] }

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** Pace of an RSS channel from its fields. What is no number of minutes, no hour and no English weekday is passed over. */
export function paceOf(head: Fields, document: XmlDocument): FeedPace {
  const minutes = Number(textIn(firstOf(head, 'ttl'), document))
  // RSS 0.91 counts the hours from 1 to 24.
  const hours = wordsIn(firstOf(head, 'skiphours'), 'hour', document).filter((word) => /^\d{1,2}$/.test(word))
  const days = wordsIn(firstOf(head, 'skipdays'), 'day', document).map((word) => weekdays.indexOf(word.toLowerCase()))
  return {
    ttl: minutes > 0 && Number.isFinite(minutes) ? minutes * MINUTE : undefined,
    skipHours: ascending(
      hours
        .map(Number)
        .filter((hour) => hour <= 24)
        .map((hour) => hour % 24),
    ),
    skipDays: ascending(days.filter((day) => day >= 0)),
  }
}

const wordsIn = (field: Field | undefined, name: string, document: XmlDocument): string[] =>
  (field ? elementsIn(field.node) : [])
    .filter((node) => nameOf(node, document) === name)
    .map((node) => textOfXml(node.children, document))

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].toSorted((a, b) => a - b)
