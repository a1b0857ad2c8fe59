const PREFIX = 'guanlan.'

/** What was remembered under this name; undefined when nothing, nothing readable, or the browser keeps nothing. */
export function recall(name: string): unknown {
  try {
    const text = localStorage.getItem(PREFIX + name)
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Remembers a value in this browser; a browser that keeps nothing loses only the convenience. */
export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    return
  }
}
