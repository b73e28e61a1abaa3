import type { Found } from './search-engine'

type Input = {
  procedures: readonly { id: string; categoryIds: readonly string[] }[]
  /** The conversation's category and those above it, the nearest first. */
  line: readonly string[]
  /** By the customer's words, the best first. */
  found: readonly Found[]
}
export type Fitting = { id: string; reason: 'category' | 'words' }

const MOST = 5
/** Below this the words say nothing about a procedure. */
const LEAST = 0.2

/**
 * Those of the category come first, of the nearest one before those above it and in the order of the words among
 * equals; then what fits the words. So a category that an editor chose is never outdone by a chance word.
 */
export function fittingProcedures({ procedures, line, found }: Input): Fitting[] {
  const rank = new Map(found.map(({ id }, at) => [id, at]))
  const byWords = (id: string) => rank.get(id) ?? Number.MAX_SAFE_INTEGER
  const distance = ({ categoryIds }: { categoryIds: readonly string[] }) =>
    line.findIndex((id) => categoryIds.includes(id))
  const ofCategory = procedures
    .filter((one) => distance(one) >= 0)
    .toSorted((a, b) => distance(a) - distance(b) || byWords(a.id) - byWords(b.id))
    .map(({ id }): Fitting => ({ id, reason: 'category' }))
  const taken = new Set(ofCategory.map(({ id }) => id))
  const ofWords = found
    .filter(({ id, score }) => score >= LEAST && !taken.has(id))
    .map(({ id }): Fitting => ({ id, reason: 'words' }))
  return [...ofCategory, ...ofWords].slice(0, MOST)
}
