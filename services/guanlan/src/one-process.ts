import { steadyClock, systemClock, toAppError, type Clock, type Logger } from '@guanlan/kernel'
import {
  backfillOf,
  consoleFiles,
  createMetrics,
  endAll,
  lifeOf,
  loadOffice,
  openScenarioClock,
  openStores,
  placeOfMatter,
  productVersion,
  shippedConfig,
  startHousekeeping,
  startOutboxRelay,
  startPulse,
  storeTroubles,
  voiceSalt,
  type Ending,
  type Environment,
  type RunningService,
  type ScenarioClock,
  type ServiceContext,
  type Stores,
  type Trouble,
} from '@guanlan/runtime'
import { secretsFrom, startAlertRouter } from '@guanlan/service-alert-router'
import { startApi } from '@guanlan/service-api'
import { startClassifier } from '@guanlan/service-classifier'
import { startCrawler } from '@guanlan/service-crawler'
import { startIndexer } from '@guanlan/service-indexer'
import { sampleLayer, SCENARIO_EPOCH, startSample, type SampleCity } from '@guanlan/service-sample-city'
import { startTopicDetector } from '@guanlan/service-topic-detector'
import type { DataFolder } from './data-folder.js'
import type { UpOptions } from './options.js'

/** How long an orderly stop may take, all in all. */
const STOP_DEADLINE_MS = 15_000

/** All services in one process on the embedded stores. */
export interface OneProcess {
  /** Address of the console. */
  readonly url: string
  readonly unheard: number
  /** Stops in order: sources first, then down the river, stores last. False when something did not end in time. */
  stop(): Promise<boolean>
}

/** Starts everything. Errors (AppError): `config_invalid`, `port_taken`, `data_in_use`, `folder_unwritable`, `store_full`. */
export async function startOneProcess(
  options: UpOptions,
  env: Environment,
  folder: DataFolder,
  logger: Logger,
): Promise<OneProcess> {
  /** What was started, in order; ended in the opposite order, also when a later start fails. */
  const started: Ending[] = []
  const began = <T extends { stop(): Promise<unknown> }>(name: string, thing: T): T => {
    started.push({ name, stop: () => thing.stop() })
    return thing
  }
  try {
    // A broken configuration is told before anything is opened.
    const checked = loadOffice({ shipped: shippedConfig, ...(options.config ? { office: options.config } : {}) })
    if (!checked.ok) throw checked.error

    const stores = await openStores(env, folder, logger)
    began('stores', { stop: () => stores.close() })
    const metrics = createMetrics()
    let apiUrl: string | null = null
    const { clock, scenario, city } = await openClock(options, stores, logger, began, () => apiUrl)
    const loaded = city ? checked.value.withSample(sampleLayer(city.ports)) : checked
    if (!loaded.ok) throw loaded.error

    // On a database of its own server another process may run beside this one.
    const others = env.RECORD_STORE === 'embedded' ? {} : { instance: lifeOf(env) }
    const context: ServiceContext = { ...stores, office: loaded.value.office, clock, logger, metrics, ...others }
    const salt = await voiceSalt(stores.recordStore)
    const relay = startOutboxRelay(stores.recordStore, stores.eventLog, logger, context.instance)
    began('outbox relay', relay)
    began(
      'housekeeping',
      startHousekeeping({
        stores,
        clock,
        wall: systemClock,
        logger,
        searchableMonths: loaded.value.office.office.searchableMonths,
        vaultDays: loaded.value.office.office.vault?.keepDays,
      }),
    )
    const services = await startServices(context, stores, { salt, began, scenario })
    began('heartbeat', startPulse(context))
    const api = await startApi(context, {
      searchStore: stores.searchStore,
      salt,
      port: options.port,
      consoleFiles,
      folder: folder.path,
      version: productVersion(),
      placeOfMatter: placeOfMatter(loaded.value.origins),
      clockInfo: { sample: scenario !== null, speed: scenario?.speed ?? 1 },
      health: () => healthOf(stores, services),
      ...backfillOf(scenario),
    })
    began('api', { stop: () => api.stop(STOP_DEADLINE_MS / 3) })
    apiUrl = api.url
    return {
      url: api.url,
      unheard: context.office.sources.filter((source) => !source.enabled).length,
      stop: () => endAll(started, logger),
    }
  } catch (thrown) {
    await endAll(started, logger)
    throw thrown
  }
}

type Began = <T extends { stop(): Promise<unknown> }>(name: string, thing: T) => T

async function openClock(
  options: UpOptions,
  stores: Stores,
  logger: Logger,
  began: Began,
  apiUrl: () => string | null,
): Promise<{ clock: Clock; scenario: ScenarioClock | null; city: SampleCity | null }> {
  if (!options.sample) return { clock: systemClock, scenario: null, city: null }
  const onError = (error: unknown) => logger.error({ err: error }, 'scenario clock not kept')
  const scenario = await openScenarioClock(stores.recordStore, {
    epoch: SCENARIO_EPOCH,
    speed: options.speed,
    wall: steadyClock,
    onError,
  })
  began('scenario clock', scenario)
  const city = await startSample(stores.recordStore, { clock: scenario, logger, seed: options.seed, apiUrl })
  began('sample city', city)
  return { clock: scenario, scenario, city }
}

/** From the river's end to its source, so that nothing flows before it can be taken. */
async function startServices(
  context: ServiceContext,
  stores: Stores,
  { salt, began, scenario }: { salt: string; began: Began; scenario: ScenarioClock | null },
): Promise<RunningService[]> {
  const services: RunningService[] = []
  const add = (service: RunningService) => {
    services.push(service)
    began(service.name, { stop: () => service.stop(STOP_DEADLINE_MS / 3) })
  }
  add(await startIndexer(stores.searchStore, context))
  add(await startAlertRouter(context, { secretOf: secretsFrom(process.env) }))
  add(await startTopicDetector(context))
  add(await startClassifier(context))
  const holder = context.instance === undefined ? {} : { holder: context.instance }
  add(await startCrawler(context, { salt, ...holder, ...backfillOf(scenario) }))
  return services
}

/** Parts that are not well, with the reason. */
async function healthOf(stores: Stores, services: readonly RunningService[]): Promise<Trouble[]> {
  const unwell = services.map(async ({ name, health }): Promise<Trouble[]> => {
    const problem = await health().catch((error: unknown) => toAppError(error).message)
    return problem === null ? [] : [{ part: name, message: problem }]
  })
  return [...(await storeTroubles(stores)), ...(await Promise.all(unwell)).flat()]
}
