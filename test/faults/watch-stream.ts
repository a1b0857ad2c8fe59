/** One line of the live stream as a browser would have got it. */
export interface StreamLine {
  readonly id: number
  readonly kind: string
  readonly data: string
}

/** A browser that stays on the live stream of one api, through all its restarts. */
export interface StreamWatcher {
  /** In the order in which they came. */
  readonly lines: readonly StreamLine[]
  /** How often the api said that the stream cannot be continued; a browser would have to load everything anew. */
  resets(): number
  newest(): number
  close(): Promise<void>
}

const PAUSE_MS = 250

/** Follows the stream from its first line on; after each break it asks for what comes after its last id, as browsers do. */
export function watchStream(urlOf: () => string): StreamWatcher {
  const lines: StreamLine[] = []
  const closing = new AbortController()
  let resets = 0
  const newest = () => lines.at(-1)?.id ?? 0

  function take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const kind = fields.get('event') ?? ''
    if (kind === 'reset') resets += 1
    if (fields.has('id')) lines.push({ id: Number(fields.get('id')), kind, data: fields.get('data') ?? '' })
  }

  async function listen(): Promise<void> {
    const url = new URL(`/api/v1/events?after=${newest()}`, urlOf())
    const response = await fetch(url, { headers: { 'last-event-id': String(newest()) }, signal: closing.signal })
    if (!response.ok || !response.body) return
    let rest = ''
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop() ?? ''
      blocks.forEach(take)
    }
  }

  const following = (async () => {
    while (!closing.signal.aborted) {
      // The api is away, or has just been killed: what was not told whole is asked for again.
      await listen().catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  })()
  return {
    lines,
    resets: () => resets,
    newest,
    async close() {
      closing.abort()
      await following
    },
  }
}
