import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, lchownSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** The user that servers run as when we are root: Elasticsearch and PostgreSQL refuse root, and the others need not be it. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
}

/** Where downloads and, unless told otherwise, data are kept: never in the work tree. Root's own home is closed to the user that servers run as. */
export function cacheFolder(env: NodeJS.ProcessEnv, isRoot: boolean): string {
  if (env['XDG_CACHE_HOME']) return resolve(env['XDG_CACHE_HOME'], 'guanlan')
  return isRoot ? '/var/cache/guanlan' : join(homedir(), '.cache/guanlan')
}

/** Null unless we are root. @throws Error when the system has no user `nobody` */
export function runAs(): RunAs | null {
  if (process.getuid?.() !== 0) return null
  const ask = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout || 'NaN')
  const [uid, gid] = [ask('-u'), ask('-g')]
  if (!Number.isInteger(uid) || !Number.isInteger(gid))
    throw new Error('the servers do not run as root, and this system has no user "nobody" to run them as')
  return { uid, gid }
}

/** Makes a folder that the given user owns with all that is in it. */
export function ownedFolder(path: string, user: RunAs | null): void {
  mkdirSync(path, { recursive: true })
  if (user) own(path, user)
}

function own(path: string, user: RunAs): void {
  lchownSync(path, user.uid, user.gid)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name)
    if (entry.isDirectory()) own(inside, user)
    else lchownSync(inside, user.uid, user.gid)
  }
}

/** Makes a folder of ours through which the servers' user may pass. @throws Error naming a folder above it that is closed to that user */
export function passableFolder(path: string, user: RunAs | null): void {
  if (!existsSync(path)) mkdirSync(path, { recursive: true })
  if (!user) return
  chmodSync(path, statSync(path).mode | 0o011)
  for (let above = dirname(resolve(path)); ; above = dirname(above)) {
    if ((statSync(above).mode & 0o001) === 0)
      throw new Error(
        `${above} is closed to other users, and servers do not run as root: choose a data folder outside it (--data), or a cache by XDG_CACHE_HOME`,
      )
    if (above === dirname(above)) return
  }
}
