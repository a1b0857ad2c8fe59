import { push, type Product } from './load.js'

const PROBES = 100
/** On a machine that has no time for it fewer are sent. */
const LONGEST_MS = 90_000

/** Value below which the share `p` of all lies; NaN without values. */
export const percentile = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? Number.NaN

/** From a push to the console: how long until the live stream tells of an alert that one more voice changes, at rest. Milliseconds. */
export async function toScreen(product: Product): Promise<{ probes: number; seen: number; p50: number; p99: number }> {
  const sent = await latencies(product)
  const times = sent.filter((ms) => Number.isFinite(ms))
  return {
    probes: sent.length,
    seen: times.length,
    p50: Math.round(percentile(times, 0.5)),
    p99: Math.round(percentile(times, 0.99)),
  }
}

/** Sends one more voice of a story that has an alert, and waits until the live stream tells of it. NaN: not within 5 s. */
async function latencies(product: Product): Promise<number[]> {
  let told: (at: number) => void = () => undefined
  const abort = new AbortController()
  const { lastEventId } = await product.get<{ lastEventId: number }>('/api/v1/status')
  const stream = await fetch(new URL(`/api/v1/events?after=${lastEventId}`, product.url), { signal: abort.signal })
  const reading = (async () => {
    let buffer = ''
    const decoder = new TextDecoder()
    for await (const chunk of stream.body ?? []) {
      buffer += decoder.decode(chunk as Uint8Array, { stream: true })
      const blocks = buffer.split('\n\n')
      buffer = blocks.pop() ?? ''
      if (blocks.some((block) => /^event: alert$/m.test(block))) told(performance.now())
    }
  })().catch(() => undefined)
  const times: number[] = []
  const end = performance.now() + LONGEST_MS
  for (let i = 0; i < PROBES && performance.now() < end; i += 1) {
    const seen = new Promise<number>((resolve) => {
      told = resolve
    })
    const text = `云栖苑工地脚手架坍塌，已有3人死亡、5人被困。我是现场工友${i}号，第${i * 37}天没有安全培训，要求彻查。`
    const sent = performance.now()
    await push(product, [
      {
        id: `probe-${i}`,
        source: 'bench-push',
        title: `云栖苑工地坍塌，工友${i}号说现场情况`,
        body: text,
        author: `工友${i}`,
        published: new Date().toISOString(),
      },
    ])
    const at = await Promise.race([
      seen,
      new Promise<number>((resolve) => setTimeout(() => resolve(Number.NaN), 5_000)),
    ])
    times.push(at - sent)
    // The rest of what this probe caused passes before the next one is sent.
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  abort.abort()
  await reading
  return times
}
