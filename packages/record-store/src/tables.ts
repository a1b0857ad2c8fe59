import type { Generated } from 'kysely'

/** JSON columns hold text in both engines: what is asked for by value has a column of its own. */
type Json = string

/** The tables as Kysely knows them; created by migrations/, in SQLite and PostgreSQL alike. Times are Instants (text). */
export interface Tables {
  inbox: { station: string; id: string; at: string }
  outbox: { seq: Generated<number>; id: string; topic: string; key: string; value: string; slot: number }
  timers: { station: string; id: string; due: string; payload: Json }
  calls: {
    seq: Generated<number>
    key: string
    channel: string
    grp: string
    body: Json
    created_at: string
    state: string
    attempts: number
    not_before: number
    problem: string | null
    holder: string | null
    lease_until: number
    /** levelRank of its level. */
    rank: number
  }
  feed: { seq: Generated<number>; kind: string; id: string; at: string; body: Json }
  seen_items: {
    article: string
    source: string
    revision: number
    content_hash: string
    seen: string
    mark: string | null
  }
  sources: {
    id: string
    state: Json
    due: string
    etag: string | null
    last_modified: string | null
    failures: number
    memory: Json
    holder: string | null
    lease_until: number
  }
  topics: {
    id: string
    version: number
    level: string
    domain: string | null
    heat: number
    last_seen: string
    redirect: string | null
    body: Json
  }
  topic_items: {
    article: string
    topic: string
    revision: number
    copy_of: string | null
    seen: string
    published: string
    live: number
    body: Json
  }
  alerts: {
    id: string
    version: number
    topic: string
    state: string
    level: string
    domain: string | null
    changed_at: string
    raised_at: string
    body: Json
  }
  tickets: {
    id: string
    version: number
    alert: string
    state: string
    department: string | null
    /** Next unmet deadline; '9' when none, so that it sorts last. */
    deadline: string
    opened_at: string
    body: Json
  }
  vault: { article: string; content_hash: string; at: string; sealed: string }
  idempotency: { key: string; body_hash: string; status: number; answer: Json; at: string }
  facts: { name: string; value: Json }
  leases: { name: string; holder: string; until: number }
}
