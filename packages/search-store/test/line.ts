import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A line to a server that can be cut, held and mended. */
export interface Line {
  readonly url: string
  cut(): Promise<void>
  mend(): Promise<void>
  /** Takes what is sent and answers nothing, as a server that hangs. */
  hold(on: boolean): void
}

/** A line on a port of its own. */
export async function openLine(target: string): Promise<Line> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let held = false
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (data) => held || far.write(data))
    far.on('data', (data) => near.write(data))
  })
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  await listen(0)
  const { port: own } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${own}`,
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
    mend: () => listen(own),
    hold: (on) => void (held = on),
  }
}
