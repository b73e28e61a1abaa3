import type { Place } from './navigation'

/** Where each role works; the first that is allowed and exists. */
const homes: Record<string, Place['key'][]> = {
  agent: ['workspace'],
  manager: ['reports', 'monitor'],
  quality_inspector: ['reports'],
  supervisor: ['monitor'],
  administrator: ['monitor'],
}

export function homeOf(roles: readonly string[], places: readonly Place[]): string {
  const wanted = roles.flatMap((role) => homes[role] ?? [])
  const home = wanted.map((key) => places.find((place) => place.key === key)).find(Boolean) ?? places[0]
  return home?.href ?? '/profile'
}
