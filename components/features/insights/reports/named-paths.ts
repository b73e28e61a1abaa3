import { nameOf } from './prepare-rows'

type Category = { id: string; names: Record<string, string>; parentId: string | null }

/** Categories with those above them, in the order of the tree: "Returns / Refund". */
export function namedPaths(categories: readonly Category[], locale: string): { id: string; name: string }[] {
  const below = (parentId: string | null, path: string, depth: number): { id: string; name: string }[] =>
    categories
      .filter((one) => one.parentId === parentId)
      .flatMap((one) => {
        const name = `${path}${nameOf(one.names, locale) ?? ''}`
        return [{ id: one.id, name }, ...(depth < 20 ? below(one.id, `${name} / `, depth + 1) : [])]
      })
  return below(null, '', 0)
}
