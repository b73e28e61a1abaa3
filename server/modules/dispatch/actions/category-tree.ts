import type { Configuration } from '../store/load-configuration'

/** Ids of the categories above this one, the nearest first; ends at a circle. */
export function ancestorsOf(configuration: Configuration, categoryId: string | null): string[] {
  const ids: string[] = []
  let parent = categoryId ? (configuration.categories.get(categoryId)?.parentId ?? null) : null
  while (parent && !ids.includes(parent)) {
    ids.push(parent)
    parent = configuration.categories.get(parent)?.parentId ?? null
  }
  return ids
}
