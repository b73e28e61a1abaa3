import { endpointScopes } from '@/server/access/endpoint-scopes'
import { problem } from './contract'

type Operation = {
  responses: Record<string, unknown>
  security?: Record<string, unknown>[]
  description?: string
}
type Described = { paths?: object; components?: object }

const refused = { $ref: '#/components/schemas/Problem' }

/**
 * The description as it is served: every operation says that any other refusal is a problem, and which scope a key
 * needs for it.
 */
export function completed<D extends Described>(document: D): D {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      operation.responses.default = {
        description: 'Any other refusal',
        content: { 'application/problem+json': { schema: refused } },
      }
      const scope = endpointScopes[`${method.toUpperCase()} ${path}`]
      if (!scope) continue
      const needs = scope === 'person' ? 'Not for keys.' : `A key needs the scope \`${scope}\`.`
      operation.description = [operation.description, needs].filter(Boolean).join(' ')
      Object.assign(operation, { 'x-key-scope': scope })
    }
  }
  const schemas = {
    ...(document.components as { schemas?: object })?.schemas,
    Problem: problem.toJSONSchema(),
  }
  return { ...document, components: { ...document.components, schemas } }
}
