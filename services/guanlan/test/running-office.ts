import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from '@guanlan/contracts'
import { openEmbeddedEventLog } from '@guanlan/event-log'
import { silentLogger, systemClock, unwrap } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { createMetrics } from '@guanlan/runtime'
import { openEmbeddedSearchStore } from '@guanlan/search-store'
import { buildApi } from '@guanlan/service-api'
import { vi } from 'vitest'
import { loadConfigured } from '../src/in-force.js'
import { sources } from '../src/commands/sources.js'

/** The api of an office with these source files on a port of its own, its data folder, and the `sources` command run against it. */
export async function openOffice(sourceFile: string) {
  const folder = mkdtempSync(join(tmpdir(), 'guanlan-importing-'))
  const [config, data, inside] = ['config', 'data', 'inside'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  for (const path of [join(config, 'sources'), data, inside]) mkdirSync(path, { recursive: true })
  writeFileSync(join(config, 'sources', 'own.yaml'), sourceFile)
  const eventLog = openEmbeddedEventLog({ file: join(inside, 'log.db'), logger: silentLogger })
  const recordStore = await openEmbeddedRecordStore({ file: join(inside, 'records.db'), logger: silentLogger })
  const searchStore = await openEmbeddedSearchStore({ file: ':memory:', worker: false })
  const app = await buildApi({
    eventLog,
    recordStore,
    searchStore,
    office: loadConfigured(config).office,
    clock: systemClock,
    logger: silentLogger,
    metrics: createMetrics(),
    salt: 'salt',
    consoleFiles: inside,
    version: '0.0.0-test',
    clockInfo: { sample: false, speed: 1 },
    health: async () => [],
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  let read = 0
  writeFileSync(join(data, 'address'), `${url}\n`)
  return {
    folder,
    config,
    data,
    url,
    /** Runs `guanlan sources …`; what it printed, and its exit code or the sentence that it died of. */
    async run(...args: string[]) {
      const lines: string[] = []
      const print = (line: unknown) => void lines.push(String(line))
      const spies = [
        vi.spyOn(console, 'log').mockImplementation(print),
        vi.spyOn(console, 'error').mockImplementation(print),
      ]
      try {
        const code = await sources.run([...args, '--config', config]).catch((error: unknown) => String(error))
        return { code, text: lines.join('\n') }
      } finally {
        for (const spy of spies) spy.mockRestore()
      }
    },
    file(name: string, content: string | Uint8Array): string {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    },
    /** Articles that were taken in since the last call, in that order. */
    async taken() {
      const rows = (await recordStore.records.outbox.oldest(100_000)).filter(({ seq }) => seq > read)
      read = rows.at(-1)?.seq ?? read
      return rows.map(({ value }) => {
        const event = unwrap(decode(value))
        if (event.type !== 'article.collected') throw new Error(event.type)
        return event.body
      })
    },
    async close() {
      await app.close()
      await searchStore.close()
      await eventLog.close()
      await recordStore.close()
      rmSync(folder, { recursive: true })
    },
  }
}
