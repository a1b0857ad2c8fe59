import type { StationName } from '@guanlan/contracts'
import { AppError, steadyClock, systemClock, unwrap, type Clock, type Instant, type Logger } from '@guanlan/kernel'
import type { SearchStore } from '@guanlan/search-store'
import { instanceOf, lifeOf, readEnvironment, type Environment } from '../config/environment.js'
import { loadOffice, type LoadedOffice, type SampleLayer } from '../config/load-office.js'
import type { RunningService, ServiceContext } from '../station/context.js'
import { measureStores } from '../station/measure-stores.js'
import { createMetrics } from '../station/metrics.js'
import { startOutboxRelay } from '../station/outbox-relay.js'
import { createLogger } from './logging.js'
import { startHealthServer } from './health-server.js'
import { shippedConfig } from './installation.js'
import { endAll, type Ending } from './endings.js'
import { startHeartbeat } from './members.js'
import { readinessOf, storeParts, type Readiness } from './readiness.js'
import { waitForSample } from './sample-layer.js'
import { followScenarioClock, type ScenarioClock } from './scenario-clock.js'
import { openSharedStores, type SharedStores, type Trouble } from './stores.js'
import { askedToStop } from './stop-signals.js'
import { voiceSalt } from './voice-salt.js'

/** How long an orderly stop may take, all in all; supervisors should wait a little longer before they kill. */
const STOP_DEADLINE_MS = 15_000

/** How long the process may linger after its end. */
const LINGER_MS = 2_000

/** What a service of the many-processes shape is started with. */
export interface ServiceParts {
  readonly context: ServiceContext & { readonly instance: string }
  readonly env: Environment
  readonly salt: string
  /** Where each value of the files came from. */
  readonly origins: LoadedOffice['origins']
  /** Null for services that did not ask for it. */
  readonly searchStore: SearchStore | null
  /** The sample city's clock; null without the sample. */
  readonly scenario: Pick<ScenarioClock, 'epoch' | 'speed'> | null
}

export interface ServiceDefinition {
  readonly name: StationName | 'sample-city'
  /** Opens the search store too. */
  readonly searches?: boolean
  /** Carries a share of the outbox: where events are written together with records. */
  readonly relays?: boolean
  /** `url`: where people reach it; without one the service gets a health server of its own. */
  start(parts: ServiceParts): Promise<RunningService & { readonly url?: string }>
}

/**
 * Runs one service as a process of its own until SIGTERM or SIGINT, and sets the exit code: 0 stopped in order, 2 wrong
 * configuration or a server that cannot be reached (one sentence on standard error), 1 what nobody expected.
 */
export async function runService(definition: ServiceDefinition): Promise<void> {
  try {
    const asked = askedToStop(process)
    const running = await startService(definition, process.env)
    process.stdout.write(`${definition.name} ${running.url}\n`)
    await asked
    process.stdout.write(`${definition.name} 正在有序停止…\n`)
    const inTime = await running.stop()
    process.stdout.write(inTime ? `${definition.name} 已停止\n` : `${definition.name} 已停止；有部分未能在限时内结束\n`)
  } catch (thrown) {
    const told = thrown instanceof AppError && thrown.code !== 'internal'
    process.stderr.write(`${told ? thrown.message : thrown instanceof Error ? thrown.stack : String(thrown)}\n`)
    process.exitCode = told ? 2 : 1
  }
  // A socket or timer that somebody left behind must not keep what has ended from being started again.
  setTimeout(() => process.exit(), LINGER_MS).unref()
}

/** Starts one service with all that stands around it. Errors: those of the stores, `config_invalid`, `port_taken`. */
async function startService(
  definition: ServiceDefinition,
  variables: NodeJS.ProcessEnv,
): Promise<{ url: string; stop(): Promise<boolean> }> {
  const env = unwrap(readEnvironment(variables))
  const instance = instanceOf(env)
  const logger = createLogger({ level: env.LOG_LEVEL, name: definition.name }).child({ instance })
  process.on('uncaughtExceptionMonitor', (error) => logger.error({ err: error }, 'ended by what nobody caught'))
  const endings: Ending[] = []
  const ends = <T extends { stop(): Promise<unknown> }>(name: string, thing: T): T => {
    endings.push({ name, stop: () => thing.stop() })
    return thing
  }
  try {
    // A broken configuration is told before anything is opened.
    const files = unwrap(
      loadOffice({ shipped: shippedConfig, ...(env.GUANLAN_CONFIG ? { office: env.GUANLAN_CONFIG } : {}) }),
    )
    const stores = await openSharedStores(env, { logger, searches: definition.searches ?? false })
    ends('stores', { stop: () => stores.close() })
    const lives = env.GUANLAN_SAMPLE === 'on' && definition.name !== 'sample-city'
    const { office, scenario } = lives
      ? await sampleOf(files, stores, logger)
      : { office: files.office, scenario: null }
    if (scenario) ends('scenario clock', scenario)
    const clock: Clock = scenario ?? systemClock
    const metrics = createMetrics()
    const context = {
      eventLog: stores.eventLog,
      recordStore: stores.recordStore,
      office,
      clock,
      logger,
      metrics,
      instance: lifeOf(env),
    }
    if (definition.relays)
      ends('outbox relay', startOutboxRelay(context.recordStore, context.eventLog, logger, context.instance))
    const service = await definition.start({
      context,
      env,
      origins: files.origins,
      salt: await voiceSalt(stores.recordStore),
      searchStore: stores.searchStore,
      scenario,
    })
    ends(definition.name, { stop: () => service.stop(STOP_DEADLINE_MS / 2) })
    const troubles = async (): Promise<Trouble[]> => [
      ...(await stores.troubles()),
      ...(await problemOf(service)).map((message) => ({ part: definition.name, message })),
    ]
    const parts = [...storeParts.filter((part) => part !== 'search-store' || stores.searchStore), definition.name]
    const ready = async () => readinessOf(parts, await troubles())
    const url = service.url ?? (await healthUrl(env, ready, context, stores.searchStore, ends))
    const health = async () => (await troubles()).map(({ part, message }) => `${part}：${message}`).join('；') || null
    ends('heartbeat', startHeartbeat(stores.recordStore, { service: definition.name, instance, url, health, logger }))
    return { url, stop: () => endAll(endings, logger) }
  } catch (thrown) {
    await endAll(endings, logger)
    throw thrown
  }
}

async function healthUrl(
  env: Environment,
  ready: () => Promise<Readiness>,
  context: ServiceContext,
  searchStore: SearchStore | null,
  ends: <T extends { stop(): Promise<unknown> }>(name: string, thing: T) => T,
): Promise<string> {
  const server = await startHealthServer({
    port: env.GUANLAN_HEALTH_PORT,
    host: env.GUANLAN_HEALTH_HOST,
    ready,
    metrics: async () => {
      await measureStores({ ...context, ...(searchStore ? { searchStore } : {}) })
      const { registry } = context.metrics
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  })
  ends('health server', server)
  return server.url
}

async function problemOf(service: RunningService): Promise<string[]> {
  const problem = await service.health()
  return problem === null ? [] : [problem]
}

/** What the sample city adds to the configuration, and its clock. */
async function sampleOf(files: LoadedOffice, stores: SharedStores, logger: Logger) {
  const layer: SampleLayer = await waitForSample(stores.recordStore)
  const scenario = await followScenarioClock(stores.recordStore, {
    wall: steadyClock,
    onError: (error) => logger.warn({ err: error }, 'scenario clock not read, trying again'),
  })
  if (!scenario) throw new AppError('config_invalid', 'GUANLAN_SAMPLE=on：示例城市的时钟尚未启动')
  return { office: unwrap(files.withSample(layer)).office, scenario }
}

/** Items before the sample's first minute are back-fill. */
export const backfillOf = (scenario: ServiceParts['scenario']): { backfillBefore?: Instant } =>
  scenario ? { backfillBefore: scenario.epoch } : {}
