import { consumerNames, deadLetterTopics, inputTopicsOf } from '@guanlan/contracts'
import type { EventLog } from '@guanlan/event-log'
import type { RecordStore } from '@guanlan/record-store'
import type { Stores } from '@guanlan/runtime'
import type { SearchStore } from '@guanlan/search-store'
import { moveLetter, moveReplay } from './letters.js'
import type { Item, MovedMessage } from './office-file.js'

const ARTICLES = 200
const LETTERS = 200

/** Every station that reads something, with its topics: each topic has exactly one reader. */
export const readers = consumerNames().map((station) => ({ station, topics: inputTopicsOf(station) }))

/** All that makes an office, in the order of the file. Nobody may write meanwhile. */
export async function* readOffice(stores: Omit<Stores, 'close'>, move: string): AsyncGenerator<Item> {
  yield* articlesOf(stores.searchStore)
  yield* messagesOf(stores.eventLog, move)
  yield* rowsOf(stores.recordStore, move)
}

async function* articlesOf(searchStore: SearchStore): AsyncGenerator<Item> {
  for (let after: string | null = null; ;) {
    const page = await searchStore.scan(after, ARTICLES)
    for (const article of page) yield { kind: 'article', article }
    if (page.length < ARTICLES) return
    after = page.at(-1)?.article ?? null
  }
}

/** What stations have still to do, then what waits for a person. What was done is not carried: its effects are. */
async function* messagesOf(eventLog: EventLog, move: string): AsyncGenerator<MovedMessage> {
  for (const { station, topics } of readers)
    for await (const page of eventLog.backlog(station, topics))
      for (const message of page) yield { kind: 'message', ...message }
  for (const topic of deadLetterTopics())
    for await (const { key, value } of lettersOf(eventLog, topic))
      yield moveLetter({ kind: 'message', topic, key, value, notBefore: null }, move)
}

/** Messages of a dead-letter topic, oldest first. */
export async function* lettersOf(eventLog: EventLog, topic: string): AsyncGenerator<{ key: string; value: string }> {
  for (let after = -1; ;) {
    const page = await eventLog.read(topic, { after, limit: LETTERS })
    const last = page.at(-1)
    if (!last) return
    yield* page
    after = last.offset
  }
}

async function* rowsOf({ copy }: RecordStore, move: string): AsyncGenerator<Item> {
  for (const [table, number] of Object.entries(await copy.numbers())) yield { kind: 'number', table, number }
  for await (const { table, rows } of copy.pages())
    for (const row of rows) yield { kind: 'row', table, row: moveReplay(table, row, move) }
}
