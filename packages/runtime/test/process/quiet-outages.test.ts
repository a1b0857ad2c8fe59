import { AppError, type LogFields, type Logger } from '@guanlan/kernel'
import { expect, it } from 'vitest'
import { quietOutages } from '../../src/process/quiet-outages.js'

function recorder() {
  const lines: LogFields[] = []
  const note = (level: string) => (fields: LogFields, message: string) => void lines.push({ level, message, ...fields })
  const inner: Logger = {
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
    child: () => inner,
  }
  let ms = 0
  return { lines, logger: quietOutages(inner, () => ms), pass: (more: number) => void (ms += more) }
}
const full = () => new AppError('store_full', 'no room')

it('tells an outage once, and ten minutes later again with how often it was met', () => {
  const { lines, logger, pass } = recorder()
  for (let i = 0; i < 500; i += 1) logger.error({ err: full() }, 'outbox relay failed')
  expect(lines).toHaveLength(1)
  pass(600_001)
  logger.error({ err: full() }, 'outbox relay failed')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatchObject({ level: 'error', unsaid: 499 })
})

it('tells each part’s and each station’s trouble, and another code as news', () => {
  const { lines, logger } = recorder()
  for (const station of ['classifier', 'indexer', 'classifier']) logger.warn({ station, err: full() }, 'timers failed')
  logger.child({ part: 'a' }).warn({ err: full() }, 'timers failed')
  logger.warn({ station: 'classifier', err: new AppError('store_unavailable', 'away') }, 'timers failed')
  expect(lines).toHaveLength(4)
})

it('holds nothing back that is not an outage', () => {
  const { lines, logger } = recorder()
  for (let i = 0; i < 3; i += 1) {
    logger.error({ err: new AppError('handler_failed', 'no') }, 'input failed')
    logger.error({ err: new Error('no') }, 'input failed')
    logger.warn({}, 'input failed')
    logger.info({ err: full() }, 'for the record')
  }
  expect(lines).toHaveLength(12)
})
