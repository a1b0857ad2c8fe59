import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { freshFolder, runGuanlan, startGuanlan, until, type GuanlanProcess } from '@guanlan/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

interface Hit {
  readonly article: {
    readonly article: string
    readonly title: string
    readonly snippet: string
    readonly source: { readonly id: string }
  }
}

/** Everything searchable, page by page. */
async function allHits(guanlan: GuanlanProcess): Promise<Hit[]> {
  const hits: Hit[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: Hit[]; next: string | null } = await guanlan.get(
      `/api/v1/search?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    )
    hits.push(...page.items)
    cursor = page.next
  }
  return hits
}

let folder: Awaited<ReturnType<typeof freshFolder>>
beforeEach(async () => {
  folder = await freshFolder('start')
})
afterEach(async () => {
  await folder.remove()
})

/** One clear message, exit code 2, no stack trace. */
function expectSentence(result: { code: number | null; stderr: string }, pattern: RegExp): void {
  expect(result.code).toBe(2)
  expect(result.stderr).toMatch(pattern)
  expect(result.stderr).not.toMatch(/\n\s+at /)
}

describe('guanlan up', () => {
  it('lists its options', async () => {
    const { code, stdout } = await runGuanlan(['up', '--help'])
    expect(code).toBe(0)
    for (const option of ['--port', '--data', '--config', '--sample', '--speed', '--seed'])
      expect(stdout).toContain(option)
  })

  it('names the option that is wrong', async () => {
    expectSentence(await runGuanlan(['up', '--speed', 'fast', '--sample', 'perhaps']), /--speed[\s\S]*--sample/)
    expectSentence(await runGuanlan(['up', '--colour', 'red']), /colour/)
    expectSentence(await runGuanlan(['fly']), /没有命令 fly/)
  })

  it('says when the port is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    expectSentence(
      await runGuanlan(['up', '--port', String(port), '--data', folder.path]),
      new RegExp(`端口 ${port} 已被占用`),
    )
    server.close()
  })

  it('says when the data folder cannot be written', async () => {
    const file = join(folder.path, 'a-file')
    writeFileSync(file, '')
    expectSentence(await runGuanlan(['up', '--port', '0', '--data', join(file, 'data')]), /数据目录不可写/)
    if (process.getuid?.() === 0) return
    const locked = join(folder.path, 'locked')
    mkdirSync(locked)
    chmodSync(locked, 0o500)
    expectSentence(await runGuanlan(['up', '--port', '0', '--data', locked]), /数据目录不可写/)
  })

  it('says when Node is too old', async () => {
    const older = `data:text/javascript,${encodeURIComponent('Object.defineProperty(process.versions,"node",{value:"18.20.0"})')}`
    expectSentence(await runGuanlan(['up'], { env: { NODE_OPTIONS: `--import=${older}` } }), /Node\.js 20\.19/)
  })

  it('reports all errors of a configuration together, with file and line', async () => {
    mkdirSync(join(folder.path, 'config', 'sources'), { recursive: true })
    writeFileSync(join(folder.path, 'config', 'sources', 'x.yaml'), 'id: x\nname: 甲\nkind: feed\nurl: nonsense\n')
    writeFileSync(join(folder.path, 'config', 'office.yaml'), '\nfreshness: never\n')
    const result = await runGuanlan([
      'up',
      '--port',
      '0',
      '--data',
      join(folder.path, 'data'),
      '--config',
      join(folder.path, 'config'),
    ])
    expectSentence(result, /x\.yaml:4 url/)
    expect(result.stderr).toMatch(/office\.yaml:2 freshness/)
  })

  it('keeps a second process out of a data folder in use, and lets it in after a kill', async () => {
    const first = await startGuanlan({ data: folder.path })
    expectSentence(await runGuanlan(['up', '--port', '0', '--data', folder.path]), /正被另一个观澜进程使用/)
    await first.kill()
    const second = await startGuanlan({ data: folder.path })
    expect(await second.stop()).toBe(0)
  })

  it('shows the first alert within 60 s of the console’s line at the default speed', async () => {
    const guanlan = await startGuanlan({ data: folder.path })
    const started = Date.now()
    const alert = await until(
      'the first alert',
      async () => (await guanlan.get<{ items: { title: string }[] }>('/api/v1/alerts')).items[0],
      60_000,
    )
    console.log(`first alert after ${((Date.now() - started) / 1_000).toFixed(1)} s: ${alert.title}`)
    expect(Date.now() - started).toBeLessThan(60_000)
    const doctor = await runGuanlan(['doctor', '--data', folder.path])
    expect(doctor.stdout).toContain(`观澜正在运行：${guanlan.url}`)
    expect(doctor.code).toBe(0)
    expect(await guanlan.stop()).toBe(0)
    expect(guanlan.stdout()).toContain('已停止，数据已保存。')
  })

  it('goes on where it stopped, with no item doubled', async () => {
    const first = await startGuanlan({ data: folder.path, args: ['--speed', '300'] })
    type Page = { total: number }
    const heard = await until('some items', async () => {
      const { total } = await first.get<Page>('/api/v1/search?limit=1')
      return total > 120 ? total : null
    })
    const { clock } = await first.get<{ clock: { now: string } }>('/api/v1/status')
    expect(await first.stop()).toBe(0)
    const second = await startGuanlan({ data: folder.path, args: ['--speed', '1'] })
    const after = await second.get<{ clock: { now: string } }>('/api/v1/status')
    expect(after.clock.now >= clock.now).toBe(true)
    await until(
      'the rest of the history',
      async () => (await second.get<Page>('/api/v1/search?limit=1')).total >= heard,
    )
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const hits = await allHits(second)
    expect(hits.length).toBeGreaterThanOrEqual(heard)
    expect(new Set(hits.map((hit) => hit.article.article)).size).toBe(hits.length)
    const told = hits.map((hit) => `${hit.article.source.id} ${hit.article.title} ${hit.article.snippet}`)
    expect(told.filter((text, i) => told.indexOf(text) !== i)).toEqual([])
    expect(await second.stop()).toBe(0)
  })

  it('tells its version, and how it is when it does not run', async () => {
    expect((await runGuanlan(['--version'])).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/)
    const doctor = await runGuanlan(['doctor', '--data', join(folder.path, 'none')])
    expect(doctor.stdout).toMatch(/尚不存在/)
    expect(doctor.code).toBe(0)
  })
})
