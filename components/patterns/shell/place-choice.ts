import type { Place, Section } from './navigation'

/** The place of a page: the one whose address it has or continues, and of several the nearest. */
export function placeAt(pathname: string, places: readonly Place[]): Place | null {
  const around = places.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
  return around.sort((a, b) => b.href.length - a.href.length)[0] ?? null
}

/** So many places still stand under one another in a low window. */
const placesInSight = 16

/** Whether the places under a heading are shown as long as nobody has chosen: all of few, of many those around. */
export function opensByItself({ places }: Section, all: readonly Place[], current: Place | null): boolean {
  return all.length <= placesInSight || places.some(({ key }) => key === current?.key)
}

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
