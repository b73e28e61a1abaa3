import fc from 'fast-check'
import { z } from 'zod'

/** What of JSON Schema zod writes for our inputs. */
type Node = {
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  anyOf?: Node[]
  oneOf?: Node[]
  allOf?: Node[]
  properties?: Record<string, Node>
  required?: string[]
  additionalProperties?: Node | boolean
  propertyNames?: Node
  items?: Node | Node[]
  prefixItems?: Node[]
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  $ref?: string
  $defs?: Record<string, Node>
}

/** Stands for an id that is put in when the value is sent: ids are learned while the fuzz runs. */
export const ID = /^id:(\d+)$/

const WORDS = [
  'a',
  'Mei',
  '你好',
  "o'neil",
  '"x"',
  '%_\\',
  '😀',
  '=1+1',
  '{}',
  "'; drop table users; --",
  '§',
]
const DATES = ['2026-11-20', '2026-12-31', '2024-02-29', '0001-01-01', '9999-12-31']
const TIMES = [
  '2026-11-20T10:00:00Z',
  '2026-11-20T10:00:00.000Z',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
]

const word = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((some) => some.join(' '))
/** Addresses that our own filter refuses before anything goes out. */
const address = fc.constantFrom('http://127.0.0.1:9/', 'https://127.0.0.1:9/x?y=1', 'http://[::1]:9/')

function stringOf(node: Node): fc.Arbitrary<unknown> {
  if (node.format === 'uuid') return fc.nat({ max: 400 }).map((n) => `id:${n}`)
  if (node.format === 'email') return fc.nat({ max: 9 }).map((n) => `fuzz-${n}@example.test`)
  if (node.format === 'uri') return address
  if (node.format === 'date') return fc.constantFrom(...DATES)
  if (node.format === 'date-time') return fc.constantFrom(...TIMES)
  if (node.pattern) return matching(node.pattern)
  const { minLength = 0, maxLength = 400 } = node
  return word.map((text) => text.padEnd(minLength, 'x').slice(0, maxLength))
}

/** Of a pattern that the library cannot follow, plain words: they are refused. */
function matching(pattern: string): fc.Arbitrary<unknown> {
  try {
    return fc.oneof(
      { arbitrary: fc.stringMatching(new RegExp(pattern, 'u'), { size: 'xsmall' }), weight: 4 },
      word,
    )
  } catch {
    return word
  }
}

function numberOf(node: Node): fc.Arbitrary<unknown> {
  const least = node.minimum ?? (node.exclusiveMinimum === undefined ? 0 : node.exclusiveMinimum + 1)
  const most = Math.max(least, node.maximum ?? least + 1_000)
  const edges = fc.constantFrom(least, least, most, Math.min(most, Math.max(least, 1)))
  const [from, to] = [Math.ceil(least), Math.floor(most)]
  return from < to ? fc.oneof(edges, fc.integer({ min: from, max: to })) : edges
}

function objectOf(node: Node, resolve: (node: Node) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const fields = Object.entries(node.properties ?? {})
  const named = fc.record(Object.fromEntries(fields.map(([name, one]) => [name, resolve(one)])), {
    requiredKeys: (node.required ?? []).filter((name) => fields.some(([one]) => one === name)),
  })
  if (typeof node.additionalProperties !== 'object' || fields.length > 0) return named
  const key = node.propertyNames ? resolve(node.propertyNames).map(String) : word
  const needed = node.required ?? []
  const free = fc.dictionary(key, resolve(node.additionalProperties), { maxKeys: 3 })
  if (needed.length === 0) return free
  const value = resolve(node.additionalProperties)
  return fc.record(Object.fromEntries(needed.map((name) => [name, value])))
}

function build(root: Node): (node: Node, depth?: number) => fc.Arbitrary<unknown> {
  const resolve = (node: Node, depth = 0): fc.Arbitrary<unknown> => {
    const deeper = (one: Node) => resolve(one, depth + 1)
    if (node.$ref) {
      const target = node.$ref === '#' ? root : root.$defs?.[node.$ref.split('/').pop() ?? '']
      return target && depth < 12 ? resolve(target, depth + 1) : fc.constant(null)
    }
    if ('const' in node) return fc.constant(node.const)
    if (node.enum) return fc.constantFrom(...node.enum)
    const choices = node.anyOf ?? node.oneOf
    if (choices) return fc.oneof(...choices.map(deeper))
    if (node.allOf) return fc.tuple(...node.allOf.map(deeper)).map((parts) => Object.assign({}, ...parts))
    if (node.type === 'string') return stringOf(node)
    if (node.type === 'integer' || node.type === 'number') return numberOf(node)
    if (node.type === 'boolean') return fc.boolean()
    if (node.type === 'null') return fc.constant(null)
    if (node.type === 'array') {
      const tuple = node.prefixItems ?? (Array.isArray(node.items) ? node.items : null)
      if (tuple) return fc.tuple(...tuple.map(deeper))
      const { minItems = 0, maxItems = 3 } = node
      const item = node.items && !Array.isArray(node.items) ? deeper(node.items) : fc.jsonValue()
      return fc.array(item, { minLength: minItems, maxLength: Math.min(maxItems, Math.max(minItems, 3)) })
    }
    if (node.type === 'object') return objectOf(node, deeper)
    return fc.jsonValue({ maxDepth: 2 })
  }
  return resolve
}

/** The schema as its outside sees it. */
export const schemaOf = (schema: z.ZodType): Node =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node

/** Values of the shape that `schema` asks for; what it refines beyond its shape may still refuse some. */
export function arbitraryOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const root = schemaOf(schema)
  return build(root)(root)
}
