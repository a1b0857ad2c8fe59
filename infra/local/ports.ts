import { createServer } from 'node:net'

/** A range of ports to choose from, both ends included. */
export interface PortRange {
  readonly from: number
  readonly to: number
}

/**
 * Below the ports that Linux and macOS give to outgoing connections (32768 and 49152 on): a server that is killed and
 * started again finds its port free, and clients that try again meanwhile can never meet themselves on it.
 */
export const ANY_PORT: PortRange = { from: 20_000, to: 29_999 }

/** True when nothing listens on 127.0.0.1 there. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })

/** A free port of the range that is not among `taken`, chosen by chance. @throws Error when there is none */
export async function freePort(range: PortRange, taken: readonly number[]): Promise<number> {
  const size = range.to - range.from + 1
  const start = Math.floor(Math.random() * size)
  for (let step = 0; step < size; step += 1) {
    const port = range.from + ((start + step) % size)
    if (!taken.includes(port) && (await isFree(port))) return port
  }
  throw new Error(`no free port between ${range.from} and ${range.to}`)
}
