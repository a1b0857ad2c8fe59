import type { RunAs } from './folders.js'
import type { PortRange } from './ports.js'
import type { Shelf } from './downloads.js'
import type { ServerName } from './state.js'

/** Where one server lives. */
export interface Place {
  /** What the download gave. */
  readonly software: string
  /** The server's own folder: settings, data. */
  readonly folder: string
  readonly ports: Readonly<Record<string, number>>
  readonly secret: string
  readonly user: RunAs | null
  /** For tests: ready in half the time, slower when it runs for long. */
  readonly quick: boolean
  /** Everything that it printed since its last start. */
  readonly log: string
}

/** A command that runs in the foreground until it is told to end. */
export interface Launch {
  readonly command: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/** How one kind of server is got, started and found ready. */
export interface ServerKind {
  readonly name: ServerName
  /** The variable that our services read its address from. */
  readonly variable: string
  readonly ports: Readonly<Record<string, PortRange>>
  /** How it is told to end in order. */
  readonly stopSignal: NodeJS.Signals
  /** How long a start may take on a slow machine, ms. */
  readonly patienceMs: number
  /** Downloads it unless it is there. @throws Error that says what is missing */
  install(shelf: Shelf): Promise<string>
  /** Writes its settings, makes its data on the first start, and says how to start it. */
  prepare(place: Place): Promise<Launch>
  /** True once it answers. Never throws. */
  isReady(place: Place): Promise<boolean>
  /** The value of its variable. */
  address(place: Pick<Place, 'ports' | 'secret'>): string
}

/** True when a GET there answers 200 within two seconds. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    return false
  }
}

/** Java's first compiler alone: half the work of a start (measured: Elasticsearch 13 s of processor time instead of 26). */
export const quickJava = ({ quick }: Place): string[] => (quick ? ['-XX:TieredStopAtLevel=1'] : [])
