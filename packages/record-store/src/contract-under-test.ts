import type { RecordStore } from './port.js'

/** What an adapter hands the suite: a store on storage of its own, and that storage opened once more. */
export interface RecordStoreUnderTest {
  /** On the same storage each time; several at once where the adapter can be shared. */
  open(): Promise<RecordStore>
  reopen(previous: RecordStore, how: 'closed' | 'crash'): Promise<RecordStore>
  cleanUp(): Promise<void>
}
