export type CategoryName = { id: string; parentId: string | null; en: string; zh: string }

/** Each category's path from the top in one language, as files have it. */
export function categoryPaths(categories: readonly CategoryName[]): Map<string, string> {
  return pathsIn(categories, ({ en, zh }) => en || zh)
}

function pathsIn(
  categories: readonly CategoryName[],
  nameOf: (category: CategoryName) => string,
): Map<string, string> {
  const byId = new Map(categories.map((category) => [category.id, category]))
  const paths = new Map<string, string>()
  for (const category of categories) {
    const levels: string[] = []
    for (
      let at: CategoryName | undefined = category;
      at && levels.length < 20;
      at = byId.get(at.parentId ?? '')
    )
      levels.unshift(nameOf(at))
    paths.set(category.id, levels.join(' / '))
  }
  return paths
}

/** The category of a path, else the only one of a name, in either language; null = none, or more than one. */
export function categoryFinder(categories: readonly CategoryName[]): (text: string) => string | null {
  const byPath = new Map<string, string>()
  const byName = new Map<string, string | null>()
  for (const nameOf of [({ en }: CategoryName) => en, ({ zh }: CategoryName) => zh]) {
    for (const [id, path] of pathsIn(categories, nameOf)) byPath.set(path.toLowerCase(), id)
    for (const category of categories) {
      const name = nameOf(category).toLowerCase()
      const known = byName.get(name)
      byName.set(name, known === undefined || known === category.id ? category.id : null)
    }
  }
  return (text) => {
    const wanted = text.trim().toLowerCase()
    return wanted === '' ? null : (byPath.get(wanted) ?? byName.get(wanted) ?? null)
  }
}
