const PREFIX = 'guanlan.'

/** Values by name in one of the browser's storages. A browser that keeps nothing loses only the convenience. */
function shelf(storage: () => Storage) {
  const quietly = <T>(work: () => T): T | undefined => {
    try {
      return work()
    } catch {
      return undefined
    }
  }
  return {
    /** What was remembered under this name; undefined when nothing, nothing readable, or the browser keeps nothing. */
    recall: (name: string): unknown =>
      quietly(() => {
        const text = storage().getItem(PREFIX + name)
        return text === null ? undefined : (JSON.parse(text) as unknown)
      }),
    remember: (name: string, value: unknown): void =>
      quietly(() => storage().setItem(PREFIX + name, JSON.stringify(value))),
    forget: (name: string): void => quietly(() => storage().removeItem(PREFIX + name)),
  }
}

/** In this browser, for good. */
export const { recall, remember } = shelf(() => localStorage)
/** In this tab, until it is closed. */
export const inTab = shelf(() => sessionStorage)
