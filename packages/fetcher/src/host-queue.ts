import type { Clock } from '@guanlan/kernel'

interface HostState {
  /** Ends when the last one in line has left. */
  tail: Promise<void>
  waiting: number
  /** Wall time before which no request to this host may start. */
  notBefore: number
}

/**
 * Politeness in wall time: one request to a host at a time, and at least its delay between the starts of two; over all
 * hosts at most `concurrency` at once. Who waits for a host holds no place of the others.
 */
export class HostQueue {
  readonly #hosts = new Map<string, HostState>()
  readonly #clock: Clock
  readonly #line: (() => void)[] = []
  #free: number

  constructor(concurrency: number, clock: Clock) {
    this.#free = concurrency
    this.#clock = clock
  }

  /** Runs `task` when it is the host's turn. Rejects with the signal's reason when that fires while waiting. */
  async run<T>(host: string, delayMs: () => number, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const state = this.#hosts.get(host) ?? { tail: Promise.resolve(), waiting: 0, notBefore: 0 }
    this.#hosts.set(host, state)
    const before = state.tail
    let leave = () => {}
    state.tail = new Promise((resolve) => (leave = resolve))
    state.waiting += 1
    try {
      await orAborted(before, signal)
      await sleep(state.notBefore - this.#clock.now(), signal)
      await this.#enter(signal)
      const started = this.#clock.now()
      try {
        return await task()
      } finally {
        // Asked only now: the task may have learnt of a longer delay (robots.txt).
        state.notBefore = started + delayMs()
        this.#exit()
      }
    } finally {
      state.waiting -= 1
      // The line goes on only when everybody before has left, also when this one gave up waiting.
      void before.then(leave)
      this.#forget(host, state)
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1
      return
    }
    let mine = () => {}
    const turn = new Promise<void>((resolve) => (mine = resolve))
    this.#line.push(mine)
    try {
      await orAborted(turn, signal)
    } catch (reason) {
      const place = this.#line.indexOf(mine)
      if (place === -1) this.#exit()
      else this.#line.splice(place, 1)
      throw reason
    }
  }

  #exit(): void {
    const next = this.#line.shift()
    if (next) next()
    else this.#free += 1
  }

  /** Memory does not grow with the hosts ever seen. */
  #forget(host: string, state: HostState): void {
    if (state.waiting === 0 && state.notBefore <= this.#clock.now()) this.#hosts.delete(host)
    if (this.#hosts.size < 10_000) return
    for (const [name, old] of this.#hosts)
      if (old.waiting === 0 && old.notBefore <= this.#clock.now()) this.#hosts.delete(name)
  }
}

/** Waits `ms` of wall time; nothing for zero or less. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return signal.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms)
    function done() {
      signal.removeEventListener('abort', abort)
      resolve()
    }
    function abort() {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
  })
}

function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    void promise.then(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    })
  })
}
