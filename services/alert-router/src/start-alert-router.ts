import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { levels } from '@guanlan/contracts'
import { AppError, systemClock, type Clock } from '@guanlan/kernel'
import { createNotifier } from '@guanlan/notifier'
import { deskOf, pulseChannel, runStateful, type RunningService, type ServiceContext } from '@guanlan/runtime'
import { alertRouter } from './alert-router.js'
import { startCallRelay } from './call-relay.js'
import { pulseReceipt } from './pulse-receipt.js'

export interface AlertRouterOptions {
  /** Signing secrets of the channels by the name that channels.yaml gives: see secretsFrom. */
  readonly secretOf: (name: string) => string | undefined
  /** Wall time, in which channels live (default: the machine's). */
  readonly wall?: Pick<Clock, 'now'>
}

/** Secrets of an environment: `NAME`, or the first line of the file that `NAME_FILE` names. Throws `config_invalid` when it cannot be read. */
export const secretsFrom =
  (env: NodeJS.ProcessEnv) =>
  (name: string): string | undefined => {
    const file = env[`${name}_FILE`]
    return file ? firstLine(file, `${name}_FILE`) : env[name]
  }

function firstLine(file: string, variable: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0]?.trim()
  } catch (cause) {
    throw new AppError('config_invalid', `${variable}：无法读取 ${file}`, {}, { cause })
  }
}

/** Starts the station and the relay of its calls. Throws `config_invalid` when a channel's secret is missing. */
export async function startAlertRouter(context: ServiceContext, options: AlertRouterOptions): Promise<RunningService> {
  const { office, recordStore, logger, metrics, clock } = context
  // Channels live in wall time: a webhook does not run on the scenario's clock.
  const { secretOf, wall = systemClock } = options
  const now = () => wall.now()
  const notifier = createNotifier(office.channels, { secretOf, logger, now, own: [pulseReceipt(recordStore, now)] })
  // A series that begins with its first event would hide that event from every rate.
  for (const level of levels) metrics.detectionSeconds.zero({ level })
  for (const id of [...office.channels.map((channel) => channel.id), pulseChannel])
    for (const outcome of ['sent', 'retry', 'failed', 'folded']) metrics.calls.inc({ channel: id, outcome }, 0)
  const station = await runStateful(alertRouter, { desk: deskOf(office), logger, metrics, clock }, context)
  const relay = startCallRelay({ recordStore, notifier, logger, metrics, holder: randomUUID(), now })
  return {
    ...station,
    async stop(deadlineMs) {
      const [stopped] = await Promise.all([station.stop(deadlineMs), relay.stop()])
      await notifier.close()
      return stopped
    },
  }
}
