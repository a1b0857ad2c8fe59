import type { SourceConfig } from '@guanlan/contracts'
import { readHotlist, type HotItem } from '@guanlan/extract'
import { hashId, ok, type Result } from '@guanlan/kernel'
import { outcomeOf, startGathering, unchangedOutcome } from './outcome.js'
import { fetchFor, hintsOf, idIn, type FoundItem, type Visit, type VisitOutcome } from './visit.js'

type HotSource = Extract<SourceConfig, { kind: 'hotlist' }>

/** Reads a hot list: titles with their summaries and counts. Seen again with other counts is no news. */
export async function visitHotlist(visit: Visit<HotSource>): Promise<Result<VisitOutcome>> {
  const answer = await fetchFor(visit, visit.source.url, visit.validators)
  if (!answer.ok) return answer
  if (answer.value.notModified) return ok(unchangedOutcome(visit))
  const list = readHotlist(answer.value.bytes, { ...hintsOf(visit, answer.value), map: visit.source.map })
  if (!list.ok) return list
  const listed = list.value.map((item) => ({
    item,
    guid: item.id ?? item.url ?? item.title,
    mark: hashId('listed', item.title, item.summary ?? ''),
  }))
  const seen = await visit.seen(listed.map(({ guid }) => idIn(visit, guid)))
  const fresh = listed.filter(({ guid, mark }) => seen.get(idIn(visit, guid))?.mark !== mark)
  const items: FoundItem[] = fresh.map(({ item, guid, mark }) => ({ raw: rawOf(visit.source, guid, item), mark }))
  const gathering = { ...startGathering(visit), items, known: listed.length - fresh.length }
  return ok(outcomeOf(visit, gathering, answer.value))
}

function rawOf(source: HotSource, guid: string, { title, url, summary, published, reads, comments }: HotItem) {
  const metrics = { ...(reads === undefined ? {} : { reads }), ...(comments === undefined ? {} : { comments }) }
  return {
    guid,
    url: url ?? source.url,
    title,
    body: summary ?? '',
    published,
    ...(Object.keys(metrics).length > 0 ? { metrics } : {}),
  }
}
