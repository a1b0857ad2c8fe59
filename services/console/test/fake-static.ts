import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { basename, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { FONT_PATH, FONT_WAIT, fontFile, withFonts } from '@guanlan/testkit/browser'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
/** As strict as what ships: no `unsafe-*`, nothing from elsewhere. */
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Throws when the console was not built: a browser test of nothing would prove nothing. */
export function requireBuild(): void {
  if (!existsSync(join(dist, 'index.html'))) {
    throw new Error('services/console/dist is missing: run `npm run build -w @guanlan/console` first')
  }
}

/**
 * Serves the built console with the strict policy. The browser of the tests has no Chinese font: a stylesheet of our
 * own origin brings one, under the name that stands last among the console's system fonts.
 */
export async function serveStatic(
  path: string,
  response: ServerResponse,
  weigh: (file: string, gzipped: number) => void,
): Promise<void> {
  const fromFonts = path.startsWith(FONT_PATH)
  const asked = fromFonts ? fontFile(path) : join(dist, normalize(path))
  const isFile = (fromFonts || asked.startsWith(dist)) && extname(asked) !== '' && existsSync(asked)
  const file = isFile ? asked : join(dist, 'index.html')
  let body: Buffer | string = await readFile(file)
  if (!fromFonts) weigh(basename(file), gzipSync(body).length)
  if (file.endsWith('index.html')) body = withFonts(body.toString('utf8'))
  // A headless browser keeps what it once drew without the font: the page's own script waits for it.
  if (/index-[^/]*\.js$/.test(file)) await new Promise((done) => setTimeout(done, FONT_WAIT))
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': CSP,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  response.end(body)
}
