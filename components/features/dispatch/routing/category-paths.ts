import type { RoutingChoices } from '@/server/modules/dispatch/contract'

/** "Delivery › Lost parcel" by id, in the reader's language where there is one. */
export function categoryPaths(categories: RoutingChoices['categories'], locale: string): Map<string, string> {
  const known = new Map(categories.map((category) => [category.id, category]))
  const nameOf = (names: Record<string, string>) => names[locale] ?? Object.values(names)[0] ?? ''
  return new Map(
    categories.map(({ id }) => {
      const path: string[] = []
      const seen = new Set<string>()
      for (let at = known.get(id); at && !seen.has(at.id); at = known.get(at.parentId ?? '')) {
        seen.add(at.id)
        path.unshift(nameOf(at.names))
      }
      return [id, path.join(' › ')]
    }),
  )
}
