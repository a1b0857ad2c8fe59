import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** A process that we started. The pid alone is not enough: numbers come round again. */
export interface ProcessRef {
  readonly pid: number
  /** When it started, as the system tells it (see identityOf). */
  readonly identity: string
}

/** Boot and start time on Linux, start time elsewhere; null when no such process lives (a zombie does not). */
export function identityOf(pid: number): string | null {
  if (existsSync('/proc/self/stat')) {
    try {
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      return identityFromStat(readFileSync(`/proc/${pid}/stat`, 'utf8'), boot)
    } catch {
      return null
    }
  }
  const { stdout, status } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
  const [, state, started] = /^\s*(\S+)\s+(.+?)\s*$/.exec(stdout ?? '') ?? []
  return status === 0 && state && started && !state.startsWith('Z') ? started : null
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)); the command in field 2 may hold spaces and brackets itself. */
export function identityFromStat(stat: string, boot: string): string | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, started] = [fields[0], fields[19]]
  return state && started && state !== 'Z' && state !== 'X' ? `${boot}:${started}` : null
}

/** What to remember of a process that runs now. @throws Error when it does not */
export function refOf(pid: number): ProcessRef {
  const identity = identityOf(pid)
  if (identity === null) throw new Error(`process ${pid} ended at once`)
  return { pid, identity }
}

/** True as long as this very process lives; false for another one that got its number. */
export const isAlive = (ref: ProcessRef): boolean => identityOf(ref.pid) === ref.identity

/** Everything below a process, nearest first. */
export function descendantsOf(pid: number): ProcessRef[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = (stdout ?? '').split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  const found: number[] = []
  for (let parents = [pid]; parents.length > 0;) {
    parents = pairs.flatMap(([child, parent]) =>
      child !== undefined && parent !== undefined && parents.includes(parent) ? [child] : [],
    )
    found.push(...parents)
  }
  return found.flatMap((child) => {
    const identity = identityOf(child)
    return identity === null ? [] : [{ pid: child, identity }]
  })
}

/** Sends a signal to exactly these processes; one that has ended meanwhile is passed over. */
export function signalAll(refs: readonly ProcessRef[], signal: NodeJS.Signals): void {
  for (const ref of refs) {
    if (!isAlive(ref)) continue
    try {
      process.kill(ref.pid, signal)
    } catch (error) {
      // It may end between the look and the signal; a process of another user is an error to be seen.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** True when all have ended within the time. */
export async function allGone(refs: readonly ProcessRef[], patienceMs: number): Promise<boolean> {
  for (const end = Date.now() + patienceMs; ;) {
    if (!refs.some(isAlive)) return true
    if (Date.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
