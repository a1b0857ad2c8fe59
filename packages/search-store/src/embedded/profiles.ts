import type { SourceTier } from '@guanlan/contracts'
import type { Database } from '@guanlan/sqlite'
import type { SearchDocument } from '../document.js'
import type { FacetName, SearchFilter } from '../port.js'

/** What a document can be filtered and counted by, apart from words and time. */
export interface Profile {
  readonly domain: readonly string[]
  readonly matter: readonly string[]
  readonly department: readonly string[]
  readonly place: readonly string[]
  readonly source: readonly string[]
  readonly tier: readonly SourceTier[]
  readonly civic: boolean
}

export const profileOf = (document: SearchDocument): Profile => ({
  domain: document.domains,
  matter: document.matters,
  department: document.departments,
  place: document.places,
  source: [document.source],
  tier: [document.tier],
  civic: document.civic,
})

/** Numbers of profiles as rows: a profile met for the first time is written. */
export function createProfileWriter(db: Database) {
  const find = db.prepare('SELECT profile FROM profiles WHERE fields = ?').pluck()
  const insert = db.prepare('INSERT INTO profiles (fields) VALUES (?)')
  return (profile: Profile): number => {
    const fields = JSON.stringify(profile)
    return (find.get(fields) as number | undefined) ?? Number(insert.run(fields).lastInsertRowid)
  }
}

/** The profiles as they are now; those that came since the last call are read, the others are in memory. */
export function createProfileReader(db: Database): () => ReadonlyMap<number, Profile> {
  const since = db.prepare('SELECT profile, fields FROM profiles WHERE profile > ? ORDER BY profile')
  const known = new Map<number, Profile>()
  let last = 0
  return () => {
    for (const { profile, fields } of since.all(last) as { profile: number; fields: string }[]) {
      known.set(profile, JSON.parse(fields) as Profile)
      last = profile
    }
    return known
  }
}

type Dimension = Exclude<keyof Profile, 'civic'>

const wantedOf = (filter: SearchFilter): Readonly<Record<Dimension, readonly string[] | undefined>> => ({
  domain: filter.domains,
  matter: filter.matters,
  department: filter.departments,
  place: filter.places,
  source: filter.sources,
  tier: filter.tiers,
})

/** Whether a profile passes the filter; `except` leaves one dimension's condition out. */
export function matcherOf(filter: SearchFilter): (profile: Profile, except?: FacetName) => boolean {
  const wanted = Object.entries(wantedOf(filter)).filter((entry): entry is [Dimension, readonly string[]] => !!entry[1])
  const { civic } = filter
  return (profile, except) => {
    if (civic !== undefined && profile.civic !== civic) return false
    return wanted.every(([dimension, codes]) => {
      if (dimension === except) return true
      // A division's code begins with the code of what it lies in.
      if (dimension === 'place') return profile.place.some((own) => codes.some((code) => own.startsWith(code)))
      return (profile[dimension] as readonly string[]).some((own) => codes.includes(own))
    })
  }
}
