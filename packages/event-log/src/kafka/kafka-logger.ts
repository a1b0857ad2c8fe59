import type { Logger } from '@guanlan/kernel'
import { logLevel, type logCreator } from 'kafkajs'

/** What a healthy start, a rebalance or our own retries make the client say; whoever wants to see it sets LOG_LEVEL=debug. */
const expected =
  /coordinator is loading|group is rebalancing|rebalance|rejoin|not the coordinator|coordinator is not (available|aware)|does not host this topic|no leader|There is no leader|Limiting retries|Crash: |already exists|Response without match|group id does not exist|Producer cannot be idempotent|non-empty|Topic with this name/i
/** The same sentence again within this time is for debugging only: an outage is told once, not once per retry. */
const QUIET_MS = 30_000
const MOST_REMEMBERED = 200

/** Leads the client's log lines to ours: at most `warn`, without stacks, each sentence at most twice a minute. */
export function bridgeLogs(logger: Logger): logCreator {
  const said = new Map<string, number>()
  return () =>
    ({ level, log }) => {
      const { message, error, broker, groupId, topic } = log as Record<string, unknown> & { message: string }
      const sentence = typeof error === 'string' && !message.includes(error) ? `${message}: ${error}` : message
      const fields = { component: 'kafka', ...defined({ broker, group: groupId, topic }) }
      if (level > logLevel.WARN || expected.test(sentence)) return logger.debug(fields, sentence)
      const now = Date.now()
      const last = said.get(sentence)
      if (last !== undefined && now - last < QUIET_MS) return logger.debug(fields, sentence)
      if (said.size >= MOST_REMEMBERED) said.clear()
      said.set(sentence, now)
      logger.warn(fields, sentence)
    }
}

const defined = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
