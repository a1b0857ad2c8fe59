import { findPlaces, officeGazetteer, readArticle, type ReadableArticle } from '@guanlan/classify'
import { unwrap } from '@guanlan/kernel'
import { loadOffice, shippedConfig } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder } from '@guanlan/text'
import { share } from './figures.js'
import { placeCases } from './place-cases.js'

/** A text of the fixture, the place that it is about and the one that was found. */
interface PlaceCase {
  readonly text: string
  /** Name of a town, of the county for a text about all of it, or null for nothing of ours. */
  readonly gold: string | null
  readonly said: string | null
}

const NOTHING = '-'
const COUNTY = '诸暨'

/** Towns, the county and elsewhere on texts of our own: how often the wrong town is named, missed, or taken from others. */
export function evaluatePlaces(): Promise<void> {
  const { office } = unwrap(loadOffice({ shipped: shippedConfig }))
  const boundaries = createBoundaryFinder(baseDictionary())
  const find = findPlaces(officeGazetteer(office, boundaries), office)
  const cases = placeCases
    .trim()
    .split('\n')
    .map((line): PlaceCase => {
      const [gold = '', home = '', ...rest] = line.split(' ')
      const [title = '', body = ''] = rest.join(' ').split('//')
      const source = { name: '论坛', ...(home === 'h' ? { place: office.office.jurisdiction } : {}) }
      const article: ReadableArticle = { title, body, source }
      const places = find(article, readArticle(article, boundaries))
      const town = places.find(({ code }) => code.length === 9)?.name
      const said = town ?? (places.length > 0 ? COUNTY : null)
      return { text: rest.join(' '), gold: gold === NOTHING ? null : gold, said }
    })
  const isTown = (name: string | null): name is string => name !== null && name !== COUNTY
  const of = (all: readonly PlaceCase[], holds: (one: PlaceCase) => boolean): string =>
    `${share(all.filter(holds).length, all.length)} of ${all.length}`
  const wrong = (one: PlaceCase): boolean => isTown(one.said) && one.said !== one.gold
  const ofTowns = cases.filter(({ gold }) => isTown(gold))
  const ofOthers = cases.filter(({ gold }) => gold === null)
  console.log(`places, ${cases.length} texts of our own`)
  console.log(`  wrong town named                  ${of(cases, wrong)}`)
  console.log(`  town found where there is one     ${of(ofTowns, ({ gold, said }) => gold === said)}`)
  console.log(
    `  county as a whole recognised      ${of(
      cases.filter(({ gold }) => gold === COUNTY),
      ({ said }) => said === COUNTY,
    )}`,
  )
  console.log(`  elsewhere or nowhere recognised   ${of(ofOthers, ({ said }) => said === null)}`)
  for (const { text, gold, said } of cases.filter((one) => one.gold !== one.said))
    console.log(`    ${gold ?? NOTHING} → ${said ?? NOTHING}  ${text}`)
  return Promise.resolve()
}
