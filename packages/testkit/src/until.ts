const STEP_MS = 50

/** Looks until there is something, or throws after `patienceMs` with what was waited for. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  patienceMs = 30_000,
): Promise<T> {
  const end = Date.now() + patienceMs
  for (;;) {
    const value = await look()
    if (value) return value
    if (Date.now() > end) throw new Error(`waited ${patienceMs} ms in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
}
