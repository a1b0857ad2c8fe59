import type { ServiceContext, Trouble } from '@guanlan/runtime'
import type { Instant } from '@guanlan/kernel'
import type { SearchStore } from '@guanlan/search-store'

/** What the api is handed beside what every service gets. */
export interface ApiOptions {
  readonly searchStore: SearchStore
  /** Secret of the installation for the voices of pushed items. */
  readonly salt: string
  /** 0 = any free one. */
  readonly port: number
  /** Address to bind to. Without accounts only a loopback one is accepted. */
  readonly host?: string
  /** Folder of the console's built files. */
  readonly consoleFiles: string
  /** Data folder whose disk `/metrics` tells; left out where nothing is kept on one. */
  readonly folder?: string
  readonly version: string
  /** Where a matter stands in its file, as people read it; left out = nobody knows. */
  readonly placeOfMatter?: (matter: string) => string | undefined
  /** `sample`: 示例数据; `speed`: scenario seconds per wall second. */
  readonly clockInfo: { readonly sample: boolean; readonly speed: number }
  /** Parts that are not well, with a sentence; [] = all well. */
  readonly health: () => Promise<readonly Trouble[]>
  /** Items published before this are back-fill: stored and searchable, they raise nothing. */
  readonly backfillBefore?: Instant
}

/** Everything that the routes work with. */
export type ApiDeps = ServiceContext & Omit<ApiOptions, 'port' | 'host'>
