import { describe, expect, it } from 'vitest'
import { postgresError } from '../src/postgres/errors.js'
import { serverProblem } from '../src/postgres/schema.js'
import { targetOf } from '../src/postgres/settings.js'

const failing = (code?: string) => Object.assign(new Error('as it says'), code ? { code } : {})

describe('what PostgreSQL says, as codes of the closed list', () => {
  it.each([
    ['40001', 'store_conflict'],
    ['40P01', 'store_conflict'],
    ['53100', 'store_full'],
    ['53300', 'store_unavailable'],
    ['55P03', 'store_unavailable'],
    ['57014', 'store_unavailable'],
    ['57P01', 'store_unavailable'],
    ['08006', 'store_unavailable'],
    ['25006', 'store_unavailable'],
    ['ECONNRESET', 'store_unavailable'],
    [undefined, 'store_unavailable'],
    ['23505', 'internal'],
    ['42P01', 'internal'],
  ])('%s is %s', (state, code) => {
    expect(postgresError(failing(state), 'db:5432/guanlan').code).toBe(code)
  })

  it('takes a fault of the program for no outage', () => {
    expect(postgresError(new TypeError('x is not a function'), 'db').code).toBe('internal')
  })
})

describe('a server that will not do', () => {
  const good = { version: '140012', encoding: 'UTF8', standby: false, schema: 'public' }
  it('is one that is too old, not in UTF-8, a standby, or without a schema', () => {
    expect(serverProblem(good)).toBeNull()
    expect(serverProblem({ ...good, version: '130021' })).toMatch(/PostgreSQL 13 太旧，需要 14/)
    expect(serverProblem({ ...good, encoding: 'SQL_ASCII' })).toMatch(/SQL_ASCII/)
    expect(serverProblem({ ...good, standby: true })).toMatch(/备库/)
    expect(serverProblem({ ...good, schema: null })).toMatch(/schema/)
  })
})

describe('DATABASE_URL', () => {
  const role = { applicationName: 'guanlan', settings: { jit: 'off' }, statementTimeoutMs: 0, lockTimeoutMs: 1 }
  it('is shown by host, port and database, without user and password', () => {
    expect(targetOf('postgres://u:p%40ss@db.example/guan%2Dlan').place).toBe('db.example:5432/guan-lan')
    expect(targetOf('postgresql:///x?host=/run/postgresql').place).toBe('/run/postgresql:5432/x')
  })
  it('keeps its own options beside ours', () => {
    const { options, connectionString } = targetOf(
      'postgres://u@db/x?options=-c%20search_path%3Down&sslmode=require',
    ).connection(role)
    expect(options).toBe('-c search_path=own -c jit=off')
    expect(connectionString).toBe('postgres://u@db/x?sslmode=require')
  })
})
