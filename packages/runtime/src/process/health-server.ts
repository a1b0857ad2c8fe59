import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '@guanlan/kernel'
import type { Readiness } from './readiness.js'

/** `/healthz` (alive), `/readyz` (each part and why not), `/metrics` (Prometheus) of a service that has no other server. */
export interface HealthServer {
  readonly url: string
  stop(): Promise<void>
}

/** Listens on `port` (0 = any free one). Errors: `port_taken`. */
export async function startHealthServer(options: {
  readonly port: number
  /** Address to bind to; a container's probes come from outside it. */
  readonly host: string
  readonly ready: () => Promise<Readiness>
  readonly metrics: () => Promise<{ contentType: string; text: string }>
}): Promise<HealthServer> {
  const { port, host, ready, metrics } = options
  const answer = async (path: string): Promise<{ status: number; type: string; text: string }> => {
    if (path === '/healthz') return json(200, { status: 'ok' })
    if (path === '/readyz') {
      const readiness = await ready()
      return json(readiness.ready ? 200 : 503, readiness)
    }
    if (path === '/metrics') {
      const { contentType, text } = await metrics()
      return { status: 200, type: contentType, text }
    }
    return json(404, { title: 'not found' })
  }
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://service').pathname
    answer(path)
      .catch((error: unknown) => json(500, { title: error instanceof Error ? error.message : String(error) }))
      .then(({ status, type, text }) => response.writeHead(status, { 'content-type': type }).end(text))
      .catch(() => response.destroy())
  })
  server.requestTimeout = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new AppError('port_taken', `健康检查端口 ${port} 无法使用（GUANLAN_HEALTH_PORT）`, { port }, { cause: error }),
      ),
    )
    server.listen(port, host, resolve)
  })
  const { port: own } = server.address() as AddressInfo
  return {
    url: `http://${host}:${own}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const json = (status: number, body: unknown) => ({ status, type: 'application/json', text: JSON.stringify(body) })
