import { SECOND, systemClock, type Logger } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import { repeat } from '../station/repeat.js'

const PREFIX = 'member:'
const BEAT_MS = 5 * SECOND
/** A member that was not heard of for this long (wall time) is taken for lost. */
const LOST_MS = 20 * SECOND

/** One running instance of a service, as it told of itself. */
export interface Member {
  readonly service: string
  readonly instance: string
  /** Wall time of its last word, epoch ms. */
  readonly at: number
  /** Why it is not well; null = well. */
  readonly problem: string | null
  /** Where it answers: the api's own address, else that of its health server. */
  readonly url: string
}

/** Tells the others every five seconds that this instance lives, and how it is; says good-bye at `stop`. */
export function startHeartbeat(
  recordStore: RecordStore,
  self: { service: string; instance: string; url: string; health(): Promise<string | null>; logger: Logger },
): { stop(): Promise<void> } {
  const { service, instance, url, logger } = self
  const name = `${PREFIX}${service}:${instance}`
  const beating = repeat(
    BEAT_MS,
    async () => {
      const problem = await self.health()
      const member: Member = { service, instance, at: systemClock.now(), problem, url }
      await recordStore.transaction((records) => records.facts.put(name, member), { isolation: 'read-committed' })
    },
    (error) => logger.warn({ err: error }, 'heartbeat not written, trying again'),
  )
  return {
    async stop() {
      await beating.stop()
      await recordStore
        .transaction((records) => records.facts.remove([name]), { isolation: 'read-committed' })
        .catch((error: unknown) => logger.warn({ err: error }, 'good-bye not written; the heartbeat runs out'))
    },
  }
}

/** Members heard of lately. */
export async function livingMembers(recordStore: RecordStore): Promise<Member[]> {
  const all = await recordStore.records.facts.list<Member>(PREFIX)
  const since = systemClock.now() - LOST_MS
  return [...all.values()].filter((member) => member.at >= since)
}

/** Drops what lost instances left behind, once they are an hour gone. Returns how many. */
export async function forgetLostMembers(recordStore: RecordStore): Promise<number> {
  const all = await recordStore.records.facts.list<Member>(PREFIX)
  const before = systemClock.now() - 3_600 * SECOND
  const lost = [...all].filter(([, member]) => member.at < before).map(([name]) => name)
  if (lost.length > 0)
    await recordStore.transaction((records) => records.facts.remove(lost), { isolation: 'read-committed' })
  return lost.length
}

/** What is not well among the services that must run: one line each, none when all is well. */
export async function troublesOf(
  recordStore: RecordStore,
  services: readonly string[],
): Promise<{ part: string; message: string }[]> {
  const members = await livingMembers(recordStore)
  return services.flatMap((service) => {
    const living = members.filter((member) => member.service === service)
    if (living.length === 0) return [{ part: service, message: '没有实例在运行' }]
    const unwell = living.filter((member) => member.problem !== null)
    // One that works is enough to go on; all of them must be well to be called well.
    return unwell.map((member) => ({ part: service, message: `${member.instance}：${member.problem}` }))
  })
}
