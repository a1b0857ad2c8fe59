import { AppError } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { createLogger } from '../../src/index.js'

/** A logger and the lines it wrote. */
function recorder(level = 'debug') {
  const lines: string[] = []
  const logger = createLogger({ level, name: 'crawler', destination: { write: (line) => void lines.push(line) } })
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') as Record<string, unknown> }
}

describe('a log line', () => {
  it('is one line of JSON with level, name, message, wall time in UTC and the given fields', () => {
    const { logger, lines, last } = recorder()
    logger.warn({ source: 'my-paper', failures: 3 }, '来源连续失败')
    expect(lines).toHaveLength(1)
    expect(lines[0]?.endsWith('\n')).toBe(true)
    expect(last()).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      name: 'crawler',
      source: 'my-paper',
      failures: 3,
      msg: '来源连续失败',
    })
  })

  it('is written from the asked-for level on', () => {
    const { logger, lines } = recorder('warn')
    logger.debug({}, 'a')
    logger.info({}, 'b')
    logger.warn({}, 'c')
    logger.error({}, 'd')
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['c', 'd'])
  })

  it('carries an error with code, facts and stack', () => {
    const { logger, last } = recorder()
    logger.error({ err: new AppError('fetch_timeout', 'late', { host: 'a.example' }) }, 'fetch failed')
    expect(last()['err']).toMatchObject({
      message: 'late',
      code: 'fetch_timeout',
      details: { host: 'a.example' },
      stack: expect.stringContaining('logging.test'),
    })
  })

  it('tells of an error’s details only single facts: whoever lost a race is answered with the entity, the log is not', () => {
    const { logger, lines, last } = recorder()
    const current = { alert: 'a1', title: '王某某反映', history: [{ reason: '电话里说' }] }
    const cause = new AppError('version_conflict', 'somebody was first', {
      current,
      alert: 'a1',
      version: 3,
      text: '原文',
    })
    logger.warn({ err: new AppError('internal', 'batch failed', {}, { cause }) }, 'x')
    expect(last()['err']).toMatchObject({ cause: { code: 'version_conflict', details: { alert: 'a1', version: 3 } } })
    expect(lines.join('')).not.toMatch(/王某某|电话里说|原文/)
  })

  it.each(['password', 'secret', 'authorization', 'key', 'token', 'value', 'body', 'title', 'text'])(
    'blots out %s, also one object deep and in a child’s fields',
    (field) => {
      const { logger, lines, last } = recorder()
      logger.info({ [field]: '王某某 13800000000', id: 'a1' }, 'x')
      expect(last()).toMatchObject({ [field]: '[redacted]', id: 'a1' })
      logger.info({ article: { [field]: '王某某 13800000000', id: 'a1' } }, 'x')
      expect(last()['article']).toEqual({ [field]: '[redacted]', id: 'a1' })
      logger.child({ [field]: '王某某 13800000000' }).info({ id: 'a1' }, 'x')
      expect(last()).toMatchObject({ [field]: '[redacted]', id: 'a1' })
      expect(lines.join('')).not.toContain('13800000000')
    },
  )

  it('of a child says what the child was told at birth', () => {
    const { logger, last } = recorder()
    logger.child({ station: 'classifier' }).child({ partition: 2 }).info({ offset: 7 }, 'x')
    expect(last()).toMatchObject({ name: 'crawler', station: 'classifier', partition: 2, offset: 7 })
  })
})
