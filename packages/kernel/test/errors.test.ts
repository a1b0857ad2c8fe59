import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  AppError,
  err,
  errorCodes,
  ok,
  silentLogger,
  toAppError,
  unwrap,
  type ErrorCode,
  type Result,
} from '../src/index.js'

describe('an error of the house', () => {
  it('carries code, sentence, facts and cause, and is an Error like any other', () => {
    const cause = new Error('ENOSPC')
    const error = new AppError('store_full', 'records.db: disk is full', { file: 'records.db' }, { cause })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'AppError',
      code: 'store_full',
      message: 'records.db: disk is full',
      details: { file: 'records.db' },
      cause,
    })
    expect(new AppError('not_found', 'no').details).toEqual({})
  })

  it('knows what its code means to the one at the screen', () => {
    expect(new AppError('version_conflict', 'x').meaning).toEqual({
      status: 409,
      retry: false,
      title: '他人已先行处理，请查看最新状态',
    })
  })

  it.each(Object.entries(errorCodes))('%s has an HTTP status and a Chinese sentence', (code, { status, title }) => {
    expect(code).toMatch(/^[a-z][a-z_]*[a-z]$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(title).toMatch(/\p{Script=Han}{2}/u)
  })
})

describe('what was thrown', () => {
  it('stays as it is when it is one of ours', () => {
    const error = new AppError('fetch_timeout', 'late')
    expect(toAppError(error, 'internal')).toBe(error)
  })

  it('becomes one of ours with its cause kept, internal unless told otherwise', () => {
    const thrown = new TypeError('x is not a function')
    expect(toAppError(thrown)).toMatchObject({ code: 'internal', message: 'x is not a function', cause: thrown })
    expect(toAppError(thrown, 'feed_unreadable').code).toBe('feed_unreadable')
  })

  it.each([
    ['text', 'text'],
    [undefined, 'undefined'],
    [{ a: 1 }, '[object Object]'],
  ])('becomes one of ours even when it is no Error: %j', (thrown, message) => {
    expect(toAppError(thrown)).toMatchObject({ code: 'internal', message, cause: thrown })
  })
})

describe('a result', () => {
  it('gives its value, or throws the very error', () => {
    const error = new AppError('bad_request', 'no')
    expect(unwrap(ok(7))).toBe(7)
    expect(() => unwrap(err(error))).toThrow(error)
  })

  it('may carry nothing, and is still a success', () => {
    expect(unwrap(ok(undefined))).toBeUndefined()
    expect(unwrap(ok(false))).toBe(false)
  })

  it('fails with an AppError of a closed list unless it says otherwise', () => {
    expectTypeOf<Extract<Result<number>, { ok: false }>['error']['code']>().toEqualTypeOf<ErrorCode>()
    expectTypeOf(unwrap(ok(7))).toEqualTypeOf<number>()
    expect(ok(7)).toEqual({ ok: true, value: 7 })
    expect(err('no')).toEqual({ ok: false, error: 'no' })
  })
})

describe('the silent logger', () => {
  it('stays silent through its children', () => {
    expect(silentLogger.child({ id: 1 })).toBe(silentLogger)
    expect(silentLogger.info({}, 'x')).toBeUndefined()
  })
})
