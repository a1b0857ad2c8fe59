import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '@guanlan/kernel'
import { lockFolder } from '@guanlan/sqlite'

/** Where one office's data lies: three databases, a log file, and the lock that keeps a second process out. */
export interface DataFolder {
  readonly path: string
  readonly log: string
  readonly records: string
  readonly search: string
  readonly logFile: string
  readonly address: string
  release(): void
}

/** The files of a data folder, without touching it. */
export const dataFiles = (path: string) => ({
  path: resolve(path),
  log: join(path, 'log.db'),
  records: join(path, 'records.db'),
  search: join(path, 'search.db'),
  logFile: join(path, 'guanlan.log'),
  /** Holds the console's address while the process runs. */
  address: join(path, 'address'),
})

/** Creates the folder and takes it for this process. Errors: `folder_unwritable`, `data_in_use`. */
export function openDataFolder(path: string): DataFolder {
  try {
    mkdirSync(path, { recursive: true })
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new AppError(
      'folder_unwritable',
      `数据目录不可写：${resolve(path)}。请换一个目录（--data DIR）或修改权限。`,
      {},
      { cause },
    )
  }
  try {
    const lock = lockFolder(path)
    return { ...dataFiles(path), release: () => lock.release() }
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'data_in_use')
      throw new AppError(
        'data_in_use',
        `数据目录正被另一个观澜进程使用：${resolve(path)}。请先停止它，或用 --data 指定别的目录。`,
        {},
        { cause: thrown },
      )
    if (thrown instanceof AppError && thrown.code === 'folder_unwritable')
      throw new AppError(
        'folder_unwritable',
        `数据目录不可写：${resolve(path)}。请换一个目录（--data DIR）或修改权限。`,
        {},
        { cause: thrown },
      )
    throw thrown
  }
}
