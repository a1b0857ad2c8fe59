import { lookup, type LookupAddress } from 'node:dns'
import { AppError } from '@guanlan/kernel'
import { Agent, Pool } from 'undici'
import { isListed, resolvedProblem } from './check-address.js'

export interface GuardedAgentOptions {
  readonly allowPrivate: readonly string[]
  /** Milliseconds until the connection must stand. */
  readonly connectTimeout: number
  /** Own resolver, for tests. */
  readonly resolve?: Resolve | undefined
}

export type Resolve = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void

const systemResolve: Resolve = (host, done) => lookup(host, { all: true, verbatim: true }, done)

/**
 * Connections that only go to judged addresses: each address that a name resolves to is checked in the very lookup
 * whose answer is connected to, so there is no moment between check and use. One private address among them refuses
 * the name. Address literals never reach a lookup: `checkAddress` must have judged them before.
 */
export function guardedAgent({ allowPrivate, connectTimeout, resolve = systemResolve }: GuardedAgentOptions): Agent {
  return new Agent({
    connections: 2,
    pipelining: 1,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 32 * 1024,
    factory: (origin, options) => {
      const listed = isListed(new URL(origin), allowPrivate)
      const connect = { timeout: connectTimeout, lookup: guardedLookup(resolve, listed) }
      return new Pool(origin, { ...(options as Pool.Options), connect })
    },
  })
}

type LookupDone = (error: Error | null, address: string | LookupAddress[], family?: number) => void

function guardedLookup(resolve: Resolve, listed: boolean) {
  return (host: string, options: { all?: boolean }, done: LookupDone) => {
    resolve(host, (error, addresses) => {
      const first = addresses?.[0]
      if (error || !first)
        return done(error ?? Object.assign(new Error(`no address for ${host}`), { code: 'ENOTFOUND' }), [])
      for (const { address } of listed ? [] : addresses) {
        const problem = resolvedProblem(address)
        if (problem)
          return done(new AppError('address_refused', `${host} 解析到${problem} ${address}`, { host, address }), [])
      }
      return options.all ? done(null, addresses) : done(null, first.address, first.family)
    })
  }
}
