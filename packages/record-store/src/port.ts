import type { Alert, FeedKind, Level, SourceState, Ticket, Topic } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'

/** Inputs a station has already done. Written in the same transaction as what they caused. */
export interface InboxRepository {
  /**
   * Of `ids`, those that `station` has not done yet; all of them are marked as done at `at` (wall time, as the log's own:
   * it only decides how long the mark is kept). Order kept, doubles dropped.
   */
  take(station: string, ids: readonly string[], at: Instant): Promise<string[]>
  /** Unmarks inputs that were put off or set aside, so that they are done when they come back. */
  forget(station: string, ids: readonly string[]): Promise<void>
}

/** An event waiting to be published to the event log. */
export interface OutboxEvent {
  /** Event id: a second `add` of the same id is ignored. */
  readonly id: string
  readonly topic: string
  readonly key: string
  /** Encoded event. */
  readonly value: string
}

export interface OutboxRepository {
  /** Each event goes into the slot of its key (outbox-slot.ts). */
  add(events: readonly OutboxEvent[]): Promise<void>
  /** Oldest first, of all slots or of those given. The relay publishes them and then removes them: at least once. */
  oldest(limit: number, slots?: readonly number[]): Promise<(OutboxEvent & { readonly seq: number })[]>
  /** By event id, never by number: a lower number may become readable after a higher one. Unknown ids are ignored. */
  remove(ids: readonly string[]): Promise<void>
  count(): Promise<number>
}

/** A timer is a row with a due time; who handles it computes with that time. */
export interface TimerRow {
  /** Station's own name for it: setting the same id again moves it. */
  readonly id: string
  readonly station: string
  readonly due: Instant
  readonly payload: unknown
}

export interface TimerRepository {
  /** Of several of one station and id, the last counts. */
  set(timers: readonly TimerRow[]): Promise<void>
  cancel(station: string, ids: readonly string[]): Promise<void>
  /** Due at or before `now`, earliest first. */
  due(station: string, now: Instant, limit: number): Promise<TimerRow[]>
  next(station: string): Promise<Instant | null>
}

/** A call to the outside (webhook, message). Sent at least once, always with the same key and body. */
export interface OutgoingCall {
  /** Idempotency key: adding the same key again is ignored. */
  readonly key: string
  readonly channel: string
  /** Calls of one group keep their order (alert id). */
  readonly group: string
  readonly body: unknown
  readonly createdAt: Instant
  /** Of its alert: more urgent calls are given out first. Left out: as urgent as there is. */
  readonly level?: Level
}
/** `folded`: told in a digest or with its group, which is a call of its own. */
export type CallState = 'waiting' | 'sent' | 'failed' | 'folded'
/** Which calls are meant: of one channel, or of all but some; from a level upward. */
export interface CallChoice {
  readonly channel?: string
  readonly notChannels?: readonly string[]
  readonly from?: Level
}
export interface CallRow extends OutgoingCall {
  readonly level: Level
  readonly state: CallState
  readonly attempts: number
  /** Wall time of the next try, epoch ms: channels live in wall time. */
  readonly notBefore: number
  readonly problem: string | null
}

export interface CallRepository {
  add(calls: readonly OutgoingCall[]): Promise<void>
  /** Those of `keys` that were added before, in whatever state. */
  known(keys: readonly string[]): Promise<Set<string>>
  /**
   * Waiting calls whose wall time has come and whose lease is free, the most urgent first; they are leased to `holder` until `leaseUntil` (epoch ms).
   * Of one group and channel an earlier one that is as urgent is given out, and settled, before a later one.
   */
  lease(holder: string, nowMs: number, leaseUntil: number, limit: number, which?: CallChoice): Promise<CallRow[]>
  /** Waiting calls of a channel under a level that nobody has leased at `nowMs`, oldest first, whenever their time comes. */
  waitingUnder(channel: string, level: Level, nowMs: number, limit: number): Promise<CallRow[]>
  /** How many those are. */
  countUnder(channel: string, level: Level, nowMs: number): Promise<number>
  /** Marks waiting calls as folded. */
  fold(keys: readonly string[]): Promise<void>
  /** `uncounted`: the lease was no attempt (the channel's own limit put the call off). */
  settle(
    key: string,
    outcome: { state: CallState; notBefore?: number; problem?: string; uncounted?: boolean },
  ): Promise<void>
  list(filter: { state?: CallState; group?: string; limit: number } & Omit<CallChoice, 'from'>): Promise<CallRow[]>
}

/** One line of the change feed that the consoles follow. */
export interface FeedEntry {
  readonly seq: number
  readonly kind: FeedKind
  /** Id of the entity; its newest state is `body`. */
  readonly id: string
  readonly at: Instant
  readonly body: unknown
}

export interface FeedRepository {
  /** Numbers are given out under a lock: no number appears after a higher one was readable. */
  append(entries: readonly Omit<FeedEntry, 'seq'>[]): Promise<void>
  after(seq: number, limit: number): Promise<FeedEntry[]>
  newest(): Promise<number>
  /** Oldest number still kept, or newest + 1 when empty: a reader behind it gets a reset. */
  oldest(): Promise<number>
  /** Keeps the newest `keep` entries. */
  trim(keep: number): Promise<number>
}

/** What the crawler (or api) remembers of an item it has seen. */
export interface SeenItem {
  readonly article: string
  readonly source: string
  readonly revision: number
  readonly contentHash: string
  readonly seen: Instant
  /** Free mark of the reader: the latest reply time of a thread, the metrics' hash … */
  readonly mark: string | null
}

export interface SeenRepository {
  get(articles: readonly string[]): Promise<Map<string, SeenItem>>
  put(items: readonly SeenItem[]): Promise<void>
  count(source?: string): Promise<number>
}

/** What a masked item said, sealed so that the running system cannot read it (privacy/vault.ts). */
export interface SealedItem {
  readonly article: string
  /** Of the masked content that it belongs to: each revision has one. */
  readonly contentHash: string
  /** When it was sealed, domain clock: what its retention counts from. */
  readonly at: Instant
  readonly sealed: string
}

export interface VaultRepository {
  /** The first of an item and content stays. */
  put(items: readonly SealedItem[]): Promise<void>
  /** All revisions of an item that are still kept, oldest first. */
  get(article: string): Promise<SealedItem[]>
  count(): Promise<number>
}

/** A source as the crawler keeps it: what the desk sees, and what only fetching needs. */
export interface SourceRow {
  readonly state: SourceState
  readonly due: Instant
  readonly etag: string | null
  readonly lastModified: string | null
  readonly failuresInARow: number
  /** Reader's own memory (JSON). */
  readonly memory: unknown
}

export interface SourceRepository {
  get(id: string): Promise<SourceRow | null>
  list(): Promise<SourceRow[]>
  put(row: SourceRow): Promise<void>
  /** Leases up to `limit` of `among` that are due at `now` (domain clock), earliest first, until `leaseUntil` (wall, epoch ms). Unknown sources are due at once. */
  claim(
    holder: string,
    among: readonly string[],
    now: Instant,
    nowMs: number,
    leaseUntil: number,
    limit: number,
  ): Promise<string[]>
  /**
   * Extends leases that `holder` still has (ran out or not, as long as nobody else took them) and returns their ids. An
   * id that is missing from the answer is another's by now: stop working on it.
   */
  renew(holder: string, ids: readonly string[], leaseUntil: number): Promise<string[]>
  release(holder: string, id: string): Promise<void>
}

/** Documents with a version: the row is written only over the version that was read. */
export interface VersionedRepository<Doc> {
  get(id: string): Promise<Doc | null>
  getMany(ids: readonly string[]): Promise<Map<string, Doc>>
  /**
   * Writes `doc` when the stored version is `doc.version − 1` (nothing stored: version 1).
   * Throws AppError `version_conflict` with `details.current` otherwise.
   */
  put(doc: Doc): Promise<void>
  /**
   * `put` for each, in order, in few statements. Throws `version_conflict` for the first that does not follow; let it end
   * the transaction, since some of the others may be written already.
   */
  putMany(docs: readonly Doc[]): Promise<void>
}

export interface Page<T> {
  readonly items: T[]
  readonly next: string | null
}
export interface PageRequest {
  readonly limit: number
  readonly cursor?: string
}

export interface TopicRepository extends VersionedRepository<Topic> {
  list(filter: PageRequest & { domain?: string; level?: string; order: 'heat' | 'newest' }): Promise<Page<Topic>>
}

/** One article in a topic, with what the detector needs to rebuild its index. */
export interface TopicItemRow {
  readonly article: string
  readonly topic: string
  readonly revision: number
  /** Canonical item that this one is a near copy of; null = canonical itself. */
  readonly copyOf: string | null
  readonly seen: Instant
  readonly published: Instant
  readonly live: boolean
  /** ClassifiedArticle as sighted. */
  readonly body: unknown
}

export interface TopicItemRepository {
  put(rows: readonly TopicItemRow[]): Promise<void>
  /** Of one topic, newest first. `canonical`: only those that are no copies. */
  ofTopic(topic: string, options: { canonical: boolean; limit: number }): Promise<TopicItemRow[]>
  topicsOf(articles: readonly string[]): Promise<Map<string, string>>
  /** Puts articles into another topic and leaves all else as it is. Unknown ones are ignored. */
  move(articles: readonly string[], topic: string): Promise<void>
  /** All rows seen at or after `since`, oldest first, in pages: for rebuilding. */
  since(since: Instant, after: { seen: Instant; article: string } | null, limit: number): Promise<TopicItemRow[]>
}

export interface AlertRepository extends VersionedRepository<Alert> {
  list(filter: PageRequest & { state?: string; level?: string; domain?: string }): Promise<Page<Alert>>
  byTopic(topic: string): Promise<Alert | null>
  countOpen(): Promise<number>
}

export interface TicketRepository extends VersionedRepository<Ticket> {
  list(
    filter: PageRequest & { department?: string; state?: string; open?: boolean; order: 'deadline' | 'newest' },
  ): Promise<Page<Ticket>>
  byAlert(alert: string): Promise<Ticket | null>
  countOpen(): Promise<number>
}

/** Answers already given to a keyed request, so that asking twice acts once. */
export interface IdempotencyRepository {
  get(key: string): Promise<{ bodyHash: string; status: number; answer: unknown } | null>
  put(key: string, entry: { bodyHash: string; status: number; answer: unknown; at: Instant }): Promise<void>
}

/** Small facts: the scenario clock's position, the salt of voices, ports of the sample, last seen topic versions. */
export interface FactRepository {
  get<T>(name: string): Promise<T | null>
  /** Those of `names` that there are. */
  getMany<T>(names: readonly string[]): Promise<Map<string, T>>
  /** All whose name begins with `prefix`, by name. */
  list<T>(prefix: string): Promise<Map<string, T>>
  put(name: string, value: unknown): Promise<void>
  remove(names: readonly string[]): Promise<void>
}

/** What is kept for a time only, and the time that counts: when it was written down. */
export type Expiring =
  /** Done inputs (wall time). */
  | 'inbox'
  /** Answers to keyed requests (domain clock). */
  | 'idempotency'
  /** Items seen, by their first sight (domain clock). */
  | 'seen'
  /** Sealed originals, by their sealing (domain clock). */
  | 'vault'
  /** Calls that were sent or given up, by their making (domain clock). Waiting ones stay. */
  | 'calls'
  /** Calls of beats (链路心跳) that were sent or given up, by their making (domain clock). */
  | 'beats'
  /** Facts that say when a dead letter was replayed (wall time). */
  | 'replays'

export interface RetentionRepository {
  /** Drops at most `limit` rows from before `before`, oldest first; returns how many. Fewer than `limit`: nothing older is left. */
  drop(what: Expiring, before: Instant, limit: number): Promise<number>
}

/** Name of the fact that says when (wall time) a dead letter was replayed. */
export const replayFact = (deadLetter: string): string => `${replayFactPrefix}${deadLetter}`
export const replayFactPrefix = 'dead-letter-replayed:'

/** Who has a named lease, until when (wall time, epoch ms; past = ran out and not taken over yet). */
export interface Lease {
  readonly name: string
  readonly holder: string
  readonly until: number
}

/** Named lease: one holder at a time, taken over when it ran out (wall time). */
export interface LeaseRepository {
  /** Takes the lease, or extends one's own; false = another's. */
  acquire(name: string, holder: string, nowMs: number, until: number): Promise<boolean>
  /** `acquire` for each, in three statements; returns the names that `holder` has now, in their order. */
  acquireMany(names: readonly string[], holder: string, nowMs: number, until: number): Promise<string[]>
  /** All whose name begins with `prefix`, by name, with those that ran out. */
  holders(prefix: string): Promise<Lease[]>
  /**
   * Whether `holder` has the lease at `nowMs`. Inside a transaction this is a fence: after `true` nobody else can take the
   * lease over before this transaction has ended, so that it cannot commit as a former holder. Ask first thing.
   */
  holds(name: string, holder: string, nowMs: number): Promise<boolean>
  release(name: string, holder: string): Promise<void>
}

/** All tables, inside one transaction or for reading. */
export interface Records {
  readonly inbox: InboxRepository
  readonly outbox: OutboxRepository
  readonly timers: TimerRepository
  readonly calls: CallRepository
  readonly feed: FeedRepository
  readonly seen: SeenRepository
  readonly vault: VaultRepository
  readonly sources: SourceRepository
  readonly topics: TopicRepository
  readonly topicItems: TopicItemRepository
  readonly alerts: AlertRepository
  readonly tickets: TicketRepository
  readonly idempotency: IdempotencyRepository
  readonly facts: FactRepository
  readonly leases: LeaseRepository
  readonly retention: RetentionRepository
}

export interface TransactionOptions {
  /**
   * `work` runs once at most: it changes memory that has to be rebuilt before another try. Transactions that collide then
   * reject with `store_conflict`.
   */
  readonly once?: boolean
  /**
   * `serializable` (default): as if one transaction ran after the other, for rules that span rows. `read-committed`: each statement
   * sees what is committed when it begins; right for single statements, and for a station whose rows nobody else writes and whose
   * fence keeps others of its kind out. It never collides with others over what they merely read. SQLite has one writer: no difference.
   */
  readonly isolation?: 'serializable' | 'read-committed'
}

/** A row as it is stored, by column: text, numbers, JSON as text. */
export type StoredRow = Readonly<Record<string, string | number | null>>

export interface TablePage {
  readonly table: string
  readonly rows: readonly StoredRow[]
}

/**
 * Carries whole tables from one store to another of the same schema, whichever engine it is: for moving an office. Leases
 * stay behind, and rows come out as held by nobody. What is read is one office only while nobody writes.
 */
export interface TableCopy {
  /** Name of the newest migration: rows fit into a store of the same one. */
  readonly schema: string
  /** Rows of each table. */
  counts(): Promise<Record<string, number>>
  /** Highest number ever given out, by numbered table: those of rows that are gone count, since a console may remember them. */
  numbers(): Promise<Record<string, number>>
  /** All rows, table by table, a bounded number at a time. */
  pages(): AsyncIterable<TablePage>
  /**
   * Writes into an empty store in one transaction, and lets every table's numbers go on after `numbers`. Rejects with
   * `bad_request` where a table has rows already or is not known; nothing is written then.
   */
  write(pages: AsyncIterable<TablePage>, numbers: Readonly<Record<string, number>>): Promise<void>
}

/**
 * What needs transactions. Promises, each proven by contract.ts for every adapter:
 * - `transaction` is all or nothing, also when the process dies; transactions behave as if one after the other;
 * - compare-and-set: of two writers of one version, one gets `version_conflict` with the current document;
 * - inbox, rows, timers, calls, feed and outbox of one transaction appear together;
 * - feed numbers appear in order, without a late one.
 * Errors of all: `store_unavailable`, `store_full`; `store_conflict` as TransactionOptions say (PostgreSQL alone).
 */
export interface RecordStore {
  /**
   * Runs `work` in one transaction. Do nothing slow inside, least of all another transaction: others wait. `work` may run several times (PostgreSQL, when
   * transactions collide), so it has no effect but through `records`.
   */
  transaction<T>(work: (records: Records) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** For reading outside transactions: sees what is committed. Writing through it is refused. */
  readonly records: Records
  /** Calls `listener` soon after a commit, of any process on this store, that added to the outbox, feed or calls. A hint: look by the clock too. */
  onCommit(listener: () => void): () => void
  readonly copy: TableCopy
  health(): Promise<Error | null>
  close(): Promise<void>
}
