import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { Api } from './http/api.js'

const PAGE = 'index.html'

/**
 * Serves the console's built files under `/`. Files under assets/ carry a hash of their content in their name and are
 * kept for a year; the page that names them is asked for anew each time. Returns the page's name, or null when nothing is
 * built.
 */
export async function serveConsole(app: Api, folder: string): Promise<string | null> {
  if (!existsSync(join(folder, PAGE))) return null
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    wildcard: false,
    cacheControl: false,
    dotfiles: 'deny',
    setHeaders(reply, path) {
      const hashed = path.startsWith(join(folder, 'assets'))
      reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  return PAGE
}
