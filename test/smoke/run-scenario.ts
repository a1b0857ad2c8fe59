import { until, type GuanlanProcess } from '@guanlan/testkit'

interface Status {
  readonly clock: { readonly now: string }
}

/** Waits until the scenario clock has passed `instant` by some margin, so that what was said by then has been heard. */
export async function runUntil(guanlan: GuanlanProcess, instant: string, patienceMs: number): Promise<void> {
  await until(
    `scenario time ${instant}`,
    async () => (await guanlan.get<Status>('/api/v1/status')).clock.now > instant,
    patienceMs,
  )
}
