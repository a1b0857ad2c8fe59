import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { AppError } from '@guanlan/kernel'

/** Size at which the log file is put aside; one older file is kept, so that logs never fill a disk. */
const MAX_BYTES = 20_000_000

/** Where the log lines go: appended at once, turned over by size. */
export interface LogFile {
  write(line: string): void
}

/** Opens (or goes on with) the log file; `<file>.1` is the one before. Error `folder_unwritable`. */
export function openLogFile(file: string): LogFile {
  let bytes = existsSync(file) ? statSync(file).size : 0
  let handle = openForAppending(file)
  const turnOver = () => {
    closeSync(handle)
    renameSync(file, `${file}.1`)
    handle = openSync(file, 'a')
    bytes = 0
  }
  return {
    write(line) {
      try {
        bytes += writeSync(handle, line)
        if (bytes > MAX_BYTES) turnOver()
      } catch {
        // A full disk must not take the desk down with its log; the stores raise the alarm.
      }
    },
  }
}

function openForAppending(file: string): number {
  try {
    return openSync(file, 'a')
  } catch (cause) {
    throw new AppError(
      'folder_unwritable',
      `日志文件不可写：${file}。请修改权限，或换一个目录（--data DIR）。`,
      {},
      { cause },
    )
  }
}
