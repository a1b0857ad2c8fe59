import type { Page } from '../web/site-server.js'

/** /robots.txt that closes the given folders to everyone; [] = all open. */
export function robotsPage(disallow: readonly string[] = []): Page {
  const rules = disallow.length > 0 ? disallow.map((path) => `Disallow: ${path}`) : ['Allow: /']
  return { type: 'text/plain; charset=utf-8', body: `User-agent: *\n${rules.join('\n')}\n` }
}
