import { describe, expect, it } from 'vitest'
import { canFetch } from '../src/index.js'

const agent = 'GuanlanBot/0.1 (+https://example.org/bot)'
const file = `\ufeffUser-agent: *
Disallow: /
Crawl-delay: 30

User-agent: guanlanbot
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 7`

describe('canFetch', () => {
  it.each([
    ['/', true],
    ['/private/x', false],
    ['/private/open/x', true],
    ['/a.pdf', false],
    ['/a.pdf?x', true],
    ['/robots.txt', true],
  ])('judges %s by our own group: %s', (path, allowed) => {
    expect(canFetch(file, agent, `http://gov.example${path}`)).toMatchObject({ allowed, crawlDelay: 7 })
  })

  it('names the line that decided', () => {
    expect(canFetch(file, agent, 'http://gov.example/private/x').rule).toBe('Disallow: /private')
  })

  it('falls to the group of everybody for an agent without one', () => {
    expect(canFetch(file, 'OtherBot', 'http://gov.example/')).toMatchObject({ allowed: false, crawlDelay: 30 })
  })

  it('allows everything when the file is absent and nothing when its server is ill', () => {
    expect(canFetch('', agent, 'http://gov.example/', 404).allowed).toBe(true)
    expect(canFetch(file, agent, 'http://gov.example/private', 403).allowed).toBe(true)
    expect(canFetch('', agent, 'http://gov.example/', 503).allowed).toBe(false)
  })
})
