import { randomBytes } from 'node:crypto'
import { testServers } from '@guanlan/testkit'
import { Kafka, logLevel } from 'kafkajs'

/** Brokers of the integration suite. */
export const kafkaBrokers = (): string[] => testServers().kafkaBrokers.split(',')

/** A namespace of one test's own. */
export const freshNamespace = (): string => `t${randomBytes(5).toString('hex')}`

/** Deletes the topics and groups of a namespace. */
export async function forgetNamespace(namespace: string): Promise<void> {
  const admin = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(`${namespace}.`))
    if (topics.length > 0) await admin.deleteTopics({ topics })
    const { groups } = await admin.listGroups()
    const ours = groups.map(({ groupId }) => groupId).filter((group) => group.startsWith(`${namespace}.`))
    if (ours.length > 0) await admin.deleteGroups(ours).catch(() => undefined)
  } finally {
    await admin.disconnect()
  }
}
