import { AppError } from '@guanlan/kernel'
import type { FastifyRequest } from 'fastify'
import type { Api } from './api.js'

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])
const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether an address to bind to, or of a peer, is this machine's own. */
export const isLoopback = (address: string): boolean =>
  address === 'localhost' || address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address)

/**
 * Guards a server without accounts, where being on this machine is all that is asked:
 * - the Host must be a name of this machine, else a page of the internet whose name was pointed here (DNS rebinding) could
 *   read and act;
 * - what changes state must come from our own pages, or from no page at all, and as JSON: a form of a foreign page can
 *   send neither (CSRF).
 */
export function guardLoopback(app: Api): void {
  app.addHook('onRequest', async (request) => {
    const host = request.headers.host ?? ''
    if (!loopbackNames.has(hostnameOf(host)))
      throw new AppError('not_allowed', `本机服务不接受主机名 ${host.slice(0, 80)}`)
    if (reading.has(request.method)) return
    const { origin } = request.headers
    if (origin !== undefined && origin !== `http://${host}`) {
      throw new AppError('not_allowed', '不接受来自其他网页的操作')
    }
    if (request.headers['sec-fetch-site'] === 'cross-site')
      throw new AppError('not_allowed', '不接受来自其他网页的操作')
    if (hasBody(request) && !isJson(request.headers['content-type'])) {
      throw new AppError('unsupported_media_type', '内容须为 application/json')
    }
  })
}

const hostnameOf = (host: string): string => host.replace(/:\d*$/, '').toLowerCase()

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Exactly this type: `text/plain; application/json` and the like are how Content-Type checks were fooled. */
const isJson = (type: string | undefined): boolean =>
  type !== undefined && /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type)
