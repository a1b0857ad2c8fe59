import { silentLogger } from '@guanlan/kernel'
import { afterEach, describe, expect, it } from 'vitest'
import { openElasticsearchSearchStore } from '../src/elasticsearch/index.js'
import { startFakeEngine, type FakeAnswer } from './fake-engine.js'

describe('opening the search store on a server', () => {
  const ends: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
  })
  const open = (url: string, more: { namespace?: string } = {}) =>
    openElasticsearchSearchStore({ url, logger: silentLogger, ...more })
  async function openAt(answer: FakeAnswer, login = ''): Promise<unknown> {
    const fake = await startFakeEngine(() => answer)
    ends.push(fake.close)
    return open(fake.url.replace('//', `//${login}`)).catch((thrown: unknown) => thrown)
  }

  it('says when nobody answers, naming the setting and never the password', async () => {
    const thrown = await open('http://elastic:geheim@127.0.0.1:9').catch((error: unknown) => error)
    expect(thrown).toMatchObject({
      code: 'search_unavailable',
      message: expect.stringMatching(/^ELASTICSEARCH_URL：/) as string,
    })
    expect(String(thrown)).toContain('127.0.0.1:9')
    expect(String(thrown)).not.toContain('geheim')
  })

  it('says when the login is refused', async () => {
    const error = { type: 'security_exception', reason: 'unable to authenticate user' }
    const thrown = await openAt({ status: 401, body: { error } }, 'elastic:geheim@')
    expect(thrown).toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/^ELASTICSEARCH_URL：.*密码/) as string,
    })
    expect(String(thrown)).not.toContain('geheim')
  })

  it('says when rights are missing, with the engine’s reason', async () => {
    const error = { type: 'security_exception', reason: 'action [cluster:monitor/health] is unauthorized' }
    const thrown = await openAt({ status: 403, body: { error } })
    expect(thrown).toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('cluster:monitor/health') as string,
    })
  })

  it('needs no right to templates once its indices are there, and says so while they are not', async () => {
    const base = {
      'guanlan-articles-v1-base': { aliases: { 'guanlan-articles-v1-base-write': {}, 'guanlan-articles': {} } },
    }
    const start = async (aliases: object) => {
      const error = { type: 'security_exception', reason: 'action [indices:admin/index_template/get] is unauthorized' }
      const fake = await startFakeEngine(({ path }) => {
        if (path.startsWith('/_index_template')) return { status: 403, body: { error } }
        return { body: path.endsWith('/_alias') ? aliases : { status: 'green' } }
      })
      ends.push(fake.close)
      return open(fake.url)
    }
    const store = await start(base)
    expect(await store.health()).toBeNull()
    await store.close()
    await expect(start({})).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('index_template') as string,
    })
  })

  it.each([
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
    ['another service’s JSON', { headers: {}, body: { status: 'ok' } }],
    ['nothing at that path', { status: 404, headers: {}, body: { error: 'not found' } }],
  ])('says when %s answers instead', async (_what, answer) => {
    expect(await openAt(answer)).toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/^ELASTICSEARCH_URL：.*不是/) as string,
    })
  })

  it('says when a server without encryption is spoken to with it', async () => {
    const fake = await startFakeEngine(() => ({}))
    ends.push(fake.close)
    const thrown = await open(fake.url.replace('http:', 'https:')).catch((error: unknown) => error)
    expect(thrown).toMatchObject({ code: 'config_invalid', message: expect.stringContaining('加密') as string })
  })

  it.each(['', 'elastic:9200', 'ftp://x', 'http://a:1@x:9200,http://b:1@y:9200', '::'])(
    'refuses the address %j without repeating it',
    async (url) => {
      await expect(open(url)).rejects.toMatchObject({
        code: 'config_invalid',
        message: expect.stringMatching(/^ELASTICSEARCH_URL 有误/) as string,
      })
    },
  )

  it.each(['Office', '1st', 'a'.repeat(32), 'a_b', 'articles-v1'])('refuses the namespace %j', async (namespace) => {
    await expect(open('http://127.0.0.1:9', { namespace })).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/^GUANLAN_NAMESPACE/) as string,
    })
  })
})
