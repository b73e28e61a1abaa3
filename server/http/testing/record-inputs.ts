import fc from 'fast-check'
import type { z } from 'zod'
import { free, type Given, givenByName, type Kind, kinds } from '@/server/access/record-access'
import { newId } from '@/server/platform/ids'
import { arbitraryOf, ID, schemaOf } from './fuzz/arbitrary-of'
import type { Bundle } from './records'

type Node = Record<string, unknown>

/** The paths of the ids in what a call takes; the elements of a list have the path of the list. */
export function placesOf(schema: z.ZodType | null | undefined): string[] {
  const found = new Set<string>()
  const walk = (node: Node | undefined, path: string) => {
    if (!node || typeof node !== 'object') return
    if (node.format === 'uuid') found.add(path)
    for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
      for (const one of (node[key] as Node[] | undefined) ?? []) walk(one, path)
    for (const [name, one] of Object.entries((node.properties as Record<string, Node> | undefined) ?? {}))
      walk(one, path === '' ? name : `${path}.${name}`)
    walk(node.items as Node, path)
  }
  if (schema) walk(schemaOf(schema) as Node, '')
  return [...found]
}

/** What the id at this path names: said for the call, or by its name alone. */
export function givenFor(path: string, own: Record<string, Given> | undefined): Given | null {
  const name = path.split('.').at(-1) ?? ''
  return own?.[path] ?? own?.[name] ?? givenByName[name] ?? null
}

export const isKind = (given: Given | null): given is Kind =>
  given !== null && (kinds as readonly string[]).includes(given) && !(given in free)

function has(value: unknown, path: string[]): boolean {
  if (Array.isArray(value)) return value.length > 0 && has(value[0], path)
  const [first, ...rest] = path
  if (first === undefined) return typeof value === 'string' && ID.test(value)
  return typeof value === 'object' && value !== null && has((value as Node)[first], rest)
}

/** The value with an id at each of its places; of each list only the first element. */
export function withIds(value: unknown, idAt: (path: string) => string, path = ''): unknown {
  if (typeof value === 'string') return ID.test(value) ? idAt(path) : value
  if (Array.isArray(value)) return value.slice(0, 1).map((one) => withIds(one, idAt, path))
  if (value === null || typeof value !== 'object') return value
  const below = (key: string) => (path === '' ? key : `${path}.${key}`)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withIds(one, idAt, below(key))]))
}

/** A value that the schema takes, in which the id stands (where one is named), and as little else as may be. */
export function sampleWith(schema: z.ZodType, path: string | null): unknown {
  const samples = fc.sample(arbitraryOf(schema), { numRuns: 150, seed: 11 })
  const size = (value: unknown) => JSON.stringify(value).length
  return samples
    .filter(
      (one) => (path === null || has(one, path.split('.'))) && schema.safeParse(withIds(one, newId)).success,
    )
    .sort((a, b) => size(a) - size(b))[0]
}

/** Some value that the schema takes, with ids that nothing has. */
export function anyOf(schema: z.ZodType): Node {
  const samples = fc.sample(arbitraryOf(schema), { numRuns: 200, seed: 3 })
  const found = samples.map((one) => withIds(one, newId)).find((one) => schema.safeParse(one).success)
  if (!found) throw new Error('No value of this shape was found.')
  return found as Node
}

/** `id` at its place, and around it what belongs to the bundle. */
export function inputWith(
  value: unknown,
  {
    place,
    id,
    own,
    bundle,
  }: { place: string; id: string; own: Record<string, Given> | undefined; bundle: Bundle },
): unknown {
  return withIds(value, (at) => {
    if (at === place) return id
    const given = givenFor(at, own)
    if (isKind(given)) return bundle[given]
    if (at.endsWith('procedureId')) return bundle.procedure
    if (given === 'addressee') return /group/i.test(at) ? bundle.group : bundle.agent
    return newId()
  })
}
