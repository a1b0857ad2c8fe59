import { z } from 'zod'

/** Part of a JSON Schema that matters for walking it. */
interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
}

/** Paths of all optional fields of a schema, those of list members written `history[].reason`. */
export function optionalPaths(schema: z.ZodType): string[] {
  const paths = new Set<string>()
  const walk = (shape: Shape, path: string): void => {
    for (const each of shape.anyOf ?? []) walk(each, path)
    if (shape.items) walk(shape.items, `${path}[]`)
    for (const [name, field] of Object.entries(shape.properties ?? {})) {
      const inner = path ? `${path}.${name}` : name
      if (!shape.required?.includes(name)) paths.add(inner)
      walk(field, inner)
    }
  }
  walk(z.toJSONSchema(schema) as Shape, '')
  return [...paths]
}

/** Paths of all fields that a value has, written the same way. */
export function pathsOf(value: unknown, path = ''): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...pathsOf(each, `${path}[]`)]))
  if (typeof value !== 'object' || value === null) return new Set()
  return new Set(
    Object.entries(value).flatMap(([name, field]) => {
      const inner = path ? `${path}.${name}` : name
      return [inner, ...pathsOf(field, inner)]
    }),
  )
}
