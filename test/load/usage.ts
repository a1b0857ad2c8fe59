import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'

/** What a process and everything below it has taken so far. */
export interface Usage {
  readonly cpuSeconds: number
  readonly rssMb: number
}

/** Ticks of the kernel's clock in a second, as /proc counts; the same on every Linux that Node runs on. */
const TICKS = 100

interface Stat {
  readonly pid: number
  readonly parent: number
  /** Seconds of its own and of children that have ended. */
  readonly cpuSeconds: number
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold blanks: fields are counted from behind it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0), 0)
    return { pid, parent: Number(fields[1]), cpuSeconds: ticks / TICKS }
  } catch {
    return null
  }
}

const pids = (): number[] => {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

/** Resident memory. Of a tree only what is a process's own counts fully, what it shares with others in shares (PSS). */
function memoryOf(pid: number): number {
  for (const [file, field] of [
    ['smaps_rollup', 'Pss'],
    ['status', 'VmRSS'],
  ] as const)
    try {
      const kb = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1]
      if (kb) return Number(kb) / 1_024
    } catch {
      continue
    }
  return 0
}

/** Processor time and memory of a process and all below it. Null where the system has no /proc, or it has ended. */
export function usageOf(root: number): Usage | null {
  const top = statOf(root)
  if (!top) return null
  const all = pids().flatMap((pid) => statOf(pid) ?? [])
  const tree = [top]
  for (const one of tree) tree.push(...all.filter(({ parent }) => parent === one.pid))
  return {
    cpuSeconds: tree.reduce((sum, one) => sum + one.cpuSeconds, 0),
    rssMb: Math.round(tree.reduce((sum, one) => sum + memoryOf(one.pid), 0)),
  }
}

/** The process of this machine that listens on a port; null when it is on another machine, or may not be looked at. */
export function listenerOn(port: number): number | null {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const sockets = new Set<string>()
  for (const table of ['tcp', 'tcp6'])
    try {
      for (const line of readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1)) {
        const fields = line.trim().split(/\s+/)
        if (fields[1]?.endsWith(`:${hex}`) && fields[3] === '0A') sockets.add(`socket:[${fields[9]}]`)
      }
    } catch {
      continue
    }
  const found = pids().filter((pid) => openOf(pid).some((link) => sockets.has(link)))
  // Children may have inherited it: the oldest one is meant.
  return found.length > 0 ? Math.min(...found) : null
}

/** Bytes of the files that a process has open and whose path matches. */
export function openFileBytes(pid: number, path: RegExp): number {
  return [...new Set(openOf(pid))]
    .filter((link) => path.test(link))
    .reduce((sum, link) => {
      try {
        return sum + statSync(link).size
      } catch {
        return sum
      }
    }, 0)
}

function openOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)]
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}
