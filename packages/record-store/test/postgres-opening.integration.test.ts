import { inspect } from 'node:util'
import { silentLogger } from '@guanlan/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresRecordStore } from '../src/postgres/index.js'
import { createDatabase, type TestDatabase } from './postgres-database.js'

const open = (url: string) => openPostgresRecordStore({ url, logger: silentLogger })
const changed = (url: string, change: (parsed: URL) => void): string => {
  const parsed = new URL(url)
  change(parsed)
  return parsed.toString()
}

describe('opening the record store in PostgreSQL', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createDatabase()
  })
  afterAll(() => database.drop())

  it('makes the schema once when four processes start at the same time on an empty database', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(database.url)))
    await stores[0]?.transaction((records) => records.facts.put('a', 1))
    for (const store of stores) expect(await store.records.facts.get('a')).toBe(1)
    const done = await database.query<{ name: string }>('SELECT name FROM kysely_migration ORDER BY name')
    expect(done.map(({ name }) => name)).toEqual([
      '001-river',
      '002-retention',
      '003-outbox-slots',
      '004-call-rank',
      '005-vault',
    ])
    await Promise.all(stores.map((store) => store.close()))
  })

  it('takes up every change of the schema from a database that an older version wrote', async () => {
    const old = await createDatabase()
    await (await open(old.url)).close()
    await old.query("DELETE FROM kysely_migration WHERE name >= '003-outbox-slots'")
    await old.query('ALTER TABLE outbox DROP COLUMN slot')
    await old.query('ALTER TABLE calls DROP COLUMN rank')
    await old.query('DROP TABLE vault')
    for (const [id, key] of [
      ['1', 'a'],
      ['2', 'b'],
    ])
      await old.query("INSERT INTO outbox (id, topic, key, value) VALUES ($1, 't', $2, 'v')", [id, key])
    const stores = await Promise.all([open(old.url), open(old.url)])
    const [store] = stores
    const event = (id: string, key: string) => ({ id, topic: 't', key, value: 'v' })
    await store.transaction((records) => records.outbox.add([event('3', 'a'), event('4', 'b')]))
    const slots = await old.query<{ key: string; slots: number }>(
      'SELECT key, count(DISTINCT slot)::int AS slots FROM outbox GROUP BY key ORDER BY key',
    )
    expect(slots).toEqual([
      { key: 'a', slots: 1 },
      { key: 'b', slots: 1 },
    ])
    await Promise.all(stores.map((one) => one.close()))
    await old.drop()
  })

  it('says in one sentence what is wrong with DATABASE_URL, without its password', async () => {
    const password = 'geheim-4711'
    const secret = (change: (parsed: URL) => void = () => {}) =>
      changed(database.url, (parsed) => {
        parsed.password = password
        change(parsed)
      })
    const cases: [string, string, RegExp][] = [
      [secret((url) => (url.username = 'nobody-here')), 'config_invalid', /nobody-here@.*用户名或口令不对/],
      [
        secret((url) => (url.hostname = 'no-such-host.invalid')),
        'config_invalid',
        /no-such-host\.invalid.*找不到这个主机名/,
      ],
      [changed(database.url, (url) => (url.pathname = '/no-such-database')), 'config_invalid', /没有这个数据库/],
      [secret((url) => (url.port = '1')), 'store_unavailable', /127\.0\.0\.1:1\/.*连接不上/],
      [`mysql://root:${password}@127.0.0.1/x`, 'config_invalid', /不是 PostgreSQL 地址/],
      [`postgres://root:${password}@[bad`, 'config_invalid', /不是 PostgreSQL 地址/],
    ]
    for (const [url, code, sentence] of cases) {
      const error: unknown = await open(url).then(
        () => null,
        (thrown: unknown) => thrown,
      )
      expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) as string })
      expect(error).toMatchObject({ message: expect.stringContaining('DATABASE_URL') as string })
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(password)
    }
  })

  it('refuses a database of another encoding', async () => {
    const other = await createDatabase("TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    await expect(open(other.url)).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/编码是 LATIN1，需要 UTF8/) as string,
    })
    await other.drop()
  })

  it('leaves another product’s tables alone', async () => {
    const other = await createDatabase()
    const refused = { code: 'store_unavailable', message: expect.stringMatching(/已有其他程序的数据表/) as string }
    await other.query('CREATE TABLE facts (x int)')
    await expect(open(other.url)).rejects.toMatchObject(refused)
    await other.query('CREATE TABLE kysely_migration (name text)')
    await other.query("INSERT INTO kysely_migration VALUES ('2020-users')")
    await expect(open(other.url)).rejects.toMatchObject(refused)
    expect(await other.query("SELECT 1 FROM pg_tables WHERE tablename = 'outbox'")).toEqual([])
    await other.drop()
  })

  it('does not touch what a newer version wrote', async () => {
    const newer = await createDatabase()
    await (await open(newer.url)).close()
    await newer.query("INSERT INTO kysely_migration VALUES ('999-later', '2030-01-01')")
    await expect(open(newer.url)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringMatching(/更新版本的观澜写成（999-later）/) as string,
    })
    await newer.drop()
  })

  it('names the right that a user lacks', async () => {
    const closed = await createDatabase()
    const role = `${closed.name}_user`
    await closed.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`)
    await closed.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC')
    const url = changed(closed.url, (parsed) => {
      parsed.username = role
      parsed.password = 'x'
    })
    await expect(open(url)).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/没有建表的权限/) as string,
    })
    await closed.query(`ALTER DATABASE ${closed.name} OWNER TO ${role}`)
    await (await open(url)).close()
    await closed.drop()
  })
})
