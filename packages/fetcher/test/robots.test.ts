import fc from 'fast-check'
import robotsParser from 'robots-parser'
import { describe, expect, it } from 'vitest'
import { canFetch, robotsText } from '../src/index.js'
import { robotsLimit } from '../src/robots.js'
import { robotsCases } from './robots-cases.js'

/** The package's typings declare a module inside a module; this is the function that it exports. */
const parse = robotsParser as unknown as (
  url: string,
  text: string,
) => { isAllowed(url: string, agent?: string): boolean | undefined }

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

describe('canFetch by RFC 9309', () => {
  it.each(robotsCases)('%j: %s %s is allowed: %s (%s)', (robots, by, path, allowed) => {
    expect(canFetch(robots, by, `http://gov.example${path}`).allowed).toBe(allowed)
  })

  it.each([
    [200, false],
    [204, false],
    [301, true],
    [401, true],
    [404, true],
    [429, false],
    [500, false],
    [503, false],
    [599, false],
  ])('takes status %s for what it says of a file that forbids everything: allowed %s', (status, allowed) => {
    expect(canFetch('User-agent: *\nDisallow: /', agent, 'http://gov.example/x', status).allowed).toBe(allowed)
  })

  it('reads 500 KiB and no half line', () => {
    const filler = `${'#'.repeat(1_023)}\n`.repeat(499)
    expect(canFetch(`${filler}User-agent: *\nDisallow: /`, agent, 'http://gov.example/x').allowed).toBe(false)
    const start = `${filler}User-agent: *\n`
    const cut = `${start}${'#'.repeat(robotsLimit - start.length - 12)}\nDisallow: /private/of/others`
    expect(canFetch(cut, agent, 'http://gov.example/x').allowed).toBe(true)
  })

  it('says what robots-parser says of plain files', () => {
    const path = fc.stringMatching(/^\/[a-c]{0,3}(?:\/[a-c]{0,2})?$/)
    const rules = fc.array(fc.tuple(fc.boolean(), path), { maxLength: 6 })
    fc.assert(
      fc.property(rules, path, (lines, asked) => {
        const robots = `User-agent: *\n${lines.map(([allow, at]) => `${allow ? 'Allow' : 'Disallow'}: ${at}`).join('\n')}`
        const peer = parse('http://gov.example/robots.txt', robots).isAllowed(
          `http://gov.example${asked}`,
          'GuanlanBot',
        )
        expect(canFetch(robots, agent, `http://gov.example${asked}`).allowed).toBe(peer !== false)
      }),
    )
  })

  it('answers for any file and any address, and soon', () => {
    const start = performance.now()
    const stars = `User-agent: *\n${`Disallow: /${'*a'.repeat(200)}$\n`.repeat(1_000)}`
    expect(canFetch(stars, agent, `http://gov.example/${'a'.repeat(2_000)}b`).allowed).toBe(true)
    expect(performance.now() - start).toBeLessThan(2_000)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.webUrl(), (robots, url) => {
        expect(typeof canFetch(robots, agent, url).allowed).toBe('boolean')
      }),
    )
  })
})

describe('robotsText', () => {
  it('keeps the octets of what is no UTF-8', () => {
    const gbk = Uint8Array.from([...new TextEncoder().encode('User-agent: *\nDisallow: /'), 0xcd, 0xa3, 0xcb, 0xae])
    expect(canFetch(robotsText(gbk), agent, 'http://gov.example/%CD%A3%CB%AE/1.html').allowed).toBe(false)
    expect(canFetch(robotsText(gbk), agent, 'http://gov.example/%E5%81%9C').allowed).toBe(true)
  })

  it('reads 500 KiB and no half line', () => {
    const long = `User-agent: *\n${'Disallow: /a\n'.repeat(40_000)}`
    const bytes = new TextEncoder().encode(`${long.slice(0, robotsLimit - 11)}\nDisallow: /private`)
    expect(canFetch(robotsText(bytes), agent, 'http://gov.example/public').allowed).toBe(true)
    expect(canFetch(robotsText(bytes), agent, 'http://gov.example/a').allowed).toBe(false)
  })
})
