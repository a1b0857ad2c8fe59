import { existsSync } from 'node:fs'
import { AppError, silentLogger } from '@guanlan/kernel'
import { livingMembers, openStores, type Environment, type Stores } from '@guanlan/runtime'
import { dataFiles, openDataFolder } from '../data-folder.js'

const stores = ['EVENT_LOG', 'RECORD_STORE', 'SEARCH_STORE'] as const

/** Which stores the environment chose, for a line on the screen. */
export const placeOf = (env: Environment, data: string): string =>
  stores.every((name) => env[name] === 'embedded')
    ? dataFiles(data).path
    : stores.map((name) => `${name}=${env[name]}`).join(' ')

/**
 * Opens the stores of an office that nobody runs, and keeps others from starting it on the same folder meanwhile. Errors:
 * `data_in_use` (it runs), `not_found` (`mustExist` and there is none), those of `openStores` and `openDataFolder`.
 */
export async function openStopped(
  env: Environment,
  data: string,
  { mustExist }: { mustExist: boolean },
): Promise<Stores> {
  const files = dataFiles(data)
  const missing =
    (env.EVENT_LOG === 'embedded' && !existsSync(files.log)) ||
    (env.RECORD_STORE === 'embedded' && !existsSync(files.records))
  if (mustExist && missing) throw new AppError('not_found', `没有数据：${files.path}`)
  const folder = stores.some((name) => env[name] === 'embedded') ? openDataFolder(data) : null
  try {
    const opened = await openStores(env, files, silentLogger)
    const close = async () => {
      await opened.close()
      folder?.release()
    }
    try {
      await refuseRunning(opened)
      return { ...opened, close }
    } catch (thrown) {
      await opened.close()
      throw thrown
    }
  } catch (thrown) {
    folder?.release()
    throw thrown
  }
}

/** Services of the many-processes shape write down that they live, and hold leases while they work. */
async function refuseRunning({ recordStore }: Stores): Promise<void> {
  const members = await livingMembers(recordStore)
  const held = (await recordStore.records.leases.holders('')).filter(({ until }) => until > Date.now())
  if (members.length === 0 && held.length === 0) return
  const who = [
    ...new Set([...members.map(({ instance }) => instance), ...held.map(({ holder }) => holder.split('#')[0])]),
  ]
  throw new AppError(
    'data_in_use',
    `观澜仍在运行（${who.join('、')}）。请先停止全部服务；若是被强行结束的，请在半分钟后再试。`,
  )
}
