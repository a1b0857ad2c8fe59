import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedCall {
  readonly key: string
  readonly body: string
  readonly headers: IncomingHttpHeaders
}

/** A webhook receiver that counts what it is told. It lives in the test, so it outlives a killed product. */
export interface FakeReceiver {
  readonly url: string
  readonly calls: ReceivedCall[]
  close(): Promise<void>
}

/** Starts a receiver on loopback that answers every call with `status` (default 204). */
export async function startFakeReceiver(
  status: (call: ReceivedCall, nth: number) => number = () => 204,
): Promise<FakeReceiver> {
  const calls: ReceivedCall[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const call = { key: String(request.headers['idempotency-key'] ?? ''), body, headers: request.headers }
      calls.push(call)
      response.statusCode = status(call, calls.length)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
