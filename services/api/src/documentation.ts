import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { Api } from './http/api.js'

/** /openapi.json from the routes' schemas, and /docs to read and try them; every file of it is our own. */
export async function documentApi(app: Api, version: string): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '观澜 Guanlan',
        version,
        description: '错误以 application/problem+json 返回；时间为带偏移的 ISO 8601。',
      },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(fastifySwaggerUi, { routePrefix: '/docs' })
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.serializer(JSON.stringify).send(app.swagger()),
  )
}
