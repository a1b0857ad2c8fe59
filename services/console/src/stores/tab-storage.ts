const PREFIX = 'guanlan.'

/** What this tab keeps under this name until it is closed; undefined when nothing, nothing readable, or the browser keeps nothing. */
export function keptHere(name: string): unknown {
  try {
    const text = sessionStorage.getItem(PREFIX + name)
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Keeps a value in this tab; a browser that keeps nothing loses only the convenience. */
export function keepHere(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    return
  }
}

/** Keeps it no longer. */
export function forget(name: string): void {
  try {
    sessionStorage.removeItem(PREFIX + name)
  } catch {
    return
  }
}
