import { createHash } from 'node:crypto'
import { roleHeaders } from '@guanlan/contracts'
import { AppError, toInstant, type Result } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.js'

/** Longest idempotency key that is taken. */
const MOST_KEY = 200

/**
 * Runs a command in one transaction. With an Idempotency-Key the answer is kept in that same transaction: the same key
 * with the same request gets the same answer again and acts once, with another request `idempotency_conflict`. A refusal
 * is not kept, for it has changed nothing.
 */
export async function runKeyed<T>(
  { recordStore, clock }: ApiDeps,
  request: FastifyRequest,
  command: (records: Records, now: string) => Promise<Result<T>>,
): Promise<T> {
  const key = keyOf(request)
  const now = toInstant(clock.now())
  return recordStore.transaction(async (records) => {
    const bodyHash = hashOf(request)
    const kept = key === null ? null : await records.idempotency.get(key)
    if (kept && kept.bodyHash !== bodyHash) throw new AppError('idempotency_conflict', '同一幂等键已用于另一请求')
    if (kept) return kept.answer as T
    const result = await command(records, now)
    // Thrown, so that nothing of a refused command can stay behind.
    if (!result.ok) throw result.error
    if (key !== null) await records.idempotency.put(key, { bodyHash, status: 200, answer: result.value, at: now })
    return result.value
  })
}

function keyOf({ headers }: FastifyRequest): string | null {
  const key = headers[roleHeaders.key]
  if (key === undefined) return null
  if (typeof key !== 'string' || key === '' || key.length > MOST_KEY) {
    throw new AppError('bad_request', `请求头 ${roleHeaders.key} 应为 1 至 ${MOST_KEY} 个字符`)
  }
  return `api:${key}`
}

function hashOf({ method, url, headers, body }: FastifyRequest): string {
  const who = [headers[roleHeaders.role], headers[roleHeaders.name], headers[roleHeaders.department]]
  return createHash('sha256')
    .update(JSON.stringify([method, url, who, body]))
    .digest('hex')
}
