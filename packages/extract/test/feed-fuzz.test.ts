import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedItemAuthor, feedItemText, feedItemTitle, readFeed } from '../src/index.js'
import { mutatedFeed, smallFeeds } from './feed-mutations.js'

/** More of them by GUANLAN_FUZZ=100000; the seed stays, so that what is found is found again. */
const runs = Number(process.env['GUANLAN_FUZZ'] ?? 250)
/** Milliseconds of processor time: the clock on the wall counts other processes, too. */
const working = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
const url = 'http://paper.example/rss.xml'
/** `ms`, or less where reading the same again is quicker: the first time may have paid for a collection of garbage or a compilation. */
async function leastOf(bytes: Uint8Array, ms: number): Promise<number> {
  let least = ms
  for (let again = 0; least >= 500 && again < 3; again += 1) {
    const started = working()
    await readFeed(bytes, { url })
    least = Math.min(least, working() - started)
  }
  return least
}

describe('readFeed under mutation', () => {
  it('reads the feeds that the mutations start from', async () => {
    for (const feed of smallFeeds) {
      const read = await readFeed(new TextEncoder().encode(feed), { url })
      expect(read.ok && read.value.items.length > 0).toBe(true)
    }
  })

  it(
    'answers each within a second, with a feed or feed_unreadable, and gives no markup on',
    async () => {
      let slowest = 0
      await fc.assert(
        fc.asyncProperty(mutatedFeed, async (bytes) => {
          const started = working()
          const read = await readFeed(bytes, { url })
          slowest = Math.max(slowest, await leastOf(bytes, working() - started))
          if (read.ok) {
            for (const item of read.value.items) {
              for (const text of [feedItemTitle(item), feedItemText(item), feedItemAuthor(item)])
                expect(text ?? '').not.toMatch(/<script/i)
              if (item.url) expect(item.url).toMatch(/^https?:\/\//)
            }
            JSON.stringify(read.value)
          } else expect(read.error.code).toBe('feed_unreadable')
        }),
        { numRuns: runs, seed: 20_261_116, endOnFailure: true },
      )
      expect(slowest).toBeLessThan(1_000)
    },
    Math.max(60_000, runs * 50),
  )

  it('takes what is made to exhaust its readers', async () => {
    const hostile = [
      `<rss><channel>${'<item>'.repeat(200_000)}`,
      `<rss><channel><item>${'<b>'.repeat(200_000)}`,
      `<rss><channel><item><description>${'&lt;b&gt;'.repeat(100_000)}`,
      `<rss><channel><item><title>${'<link>'.repeat(4_000)}x`,
      `<rss>${'<!--'.repeat(100_000)}`,
      `<rss>${'<![CDATA['.repeat(100_000)}`,
      `<rss><channel>${'<'.repeat(300_000)}`,
      `<rss><channel>${'<item '.repeat(100_000)}`,
      `<!DOCTYPE r [${'<!ENTITY a "&a;&a;">'.repeat(500)}]><rss><channel><title>${'&a;'.repeat(50_000)}</title></channel></rss>`,
      `{"items":${'['.repeat(200_000)}`,
    ]
    for (const feed of hostile) {
      const started = working()
      const read = await readFeed(new TextEncoder().encode(feed), { url })
      if (read.ok) read.value.items.slice(0, 10).map(feedItemText)
      expect(working() - started).toBeLessThan(2_000)
    }
  })
})
