import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { problemSchema } from '@guanlan/contracts'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'

/** The server with its routes typed by their zod schemas. */
export type Api = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** Response schemas of a route: its answer, and problems for everything else. */
export const answers = <Schema extends z.ZodType>(schema: Schema) =>
  ({ 200: schema, '4xx': problemSchema, '5xx': problemSchema }) as const

/** What was left out, left out: parsed queries carry `undefined` for it. */
export const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
  } & { [K in keyof T as undefined extends T[K] ? never : K]: T[K] }
