import type { Problem } from '@guanlan/contracts'
import { AppError, errorCodes, toAppError, type ErrorCode, type Logger } from '@guanlan/kernel'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Api } from './api.js'
import { fieldErrors, type FieldError } from './field-errors.js'

/** What Fastify refuses by itself, in our codes; everything else by its status. */
const frameworkCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
}
const statusCodes: Readonly<Record<number, ErrorCode>> = {
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  503: 'shutting_down',
}

/** Any error as one of ours. Client errors of the framework stay client errors, surprises become `internal`. */
function fromAny(error: unknown): AppError {
  if (error instanceof AppError) return error
  const { code = '', statusCode = 500, message } = error as Partial<FastifyError>
  const known = frameworkCodes[code] ?? statusCodes[statusCode]
  if (known) return new AppError(known, errorCodes[known].title)
  if (statusCode >= 400 && statusCode < 500) return new AppError('bad_request', message ?? '')
  return toAppError(error)
}

/** An error as problem+json (RFC 9457). Of our own faults the reader learns the request id, and nothing of our insides. */
export function problemOf(error: AppError, requestId: string, errors: readonly FieldError[] = []): Problem {
  const { status, title } = error.meaning
  const { current, field } = error.details
  const named = typeof field === 'string' ? [{ path: `body.${field}`, message: error.message }] : []
  const all = [...errors, ...named]
  return {
    type: `urn:guanlan:error:${error.code}`,
    title,
    status,
    code: error.code,
    ...(status < 500 && error.message !== title ? { detail: error.message } : {}),
    instance: requestId,
    ...(current === undefined ? {} : { current }),
    ...(all.length > 0 ? { errors: all } : {}),
  }
}

/** When trying again may help (RFC 9110, 10.2.3), in whole seconds; null when it is of no use. */
function retryAfter({ meaning, details }: AppError): number | null {
  if (!meaning.retry || !soon.has(meaning.status)) return null
  const asked = details['retryAfterMs']
  return typeof asked === 'number' ? Math.max(1, Math.ceil(asked / 1_000)) : usualSeconds
}

/** Too many requests, something away, or no room: all of them pass. */
const soon = new Set([429, 503, 507])
const usualSeconds = 5

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
}

/** Every error of every route leaves as a problem. */
export function answerErrors(app: Api, logger: Logger): void {
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const fields = fieldErrors(error.validation, error.validationContext ?? 'body')
      const [first] = fields
      const detail = first ? `${first.path}：${first.message}` : error.message
      return sendProblem(reply, problemOf(new AppError('bad_request', detail), request.id, fields))
    }
    const known = fromAny(error)
    if (known.meaning.status >= 500) {
      logger.error(
        { request: request.id, method: request.method, route: request.routeOptions.url, err: error },
        'request failed',
      )
    }
    const seconds = retryAfter(known)
    if (seconds !== null) reply.header('retry-after', String(seconds))
    return sendProblem(reply, problemOf(known, request.id))
  })
}
