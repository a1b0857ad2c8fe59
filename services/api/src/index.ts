import type { AddressInfo } from 'node:net'
import { AppError } from '@guanlan/kernel'
import type { RunningService, ServiceContext } from '@guanlan/runtime'
import { buildApi } from './build-api.js'
import type { ApiOptions } from './deps.js'
import { isLoopback } from './http/guard.js'

export { buildApi } from './build-api.js'
export type { ApiDeps, ApiOptions } from './deps.js'

const LOOPBACK = '127.0.0.1'

/**
 * Starts the api and the console on `http://127.0.0.1:port`. Errors: `port_taken`; `config_invalid` for an address that is
 * not this machine's own, since there are no accounts yet.
 */
export async function startApi(
  context: ServiceContext,
  { port, host = LOOPBACK, ...options }: ApiOptions,
): Promise<RunningService & { readonly url: string }> {
  if (!isLoopback(host)) throw new AppError('config_invalid', `未配置账号时只能绑定本机地址，不能绑定 ${host}`)
  const app = await buildApi({ ...context, ...options })
  try {
    await app.listen({ port, host })
  } catch (thrown) {
    await app.close()
    throw portError(thrown, port)
  }
  const { port: own } = app.server.address() as AddressInfo
  return {
    name: 'api',
    url: `http://${host.includes(':') ? `[${host}]` : host}:${own}`,
    health: async () => null,
    async stop(deadlineMs) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<boolean>((resolve) => {
        timer = setTimeout(() => resolve(false), deadlineMs)
      })
      const inTime = await Promise.race([app.close().then(() => true), late])
      clearTimeout(timer)
      return inTime
    },
  }
}

function portError(thrown: unknown, port: number): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : ''
  if (code === 'EADDRINUSE') return new AppError('port_taken', `端口 ${port} 已被占用`, { port }, { cause: thrown })
  if (code === 'EACCES') return new AppError('port_taken', `无权使用端口 ${port}`, { port }, { cause: thrown })
  return thrown
}
