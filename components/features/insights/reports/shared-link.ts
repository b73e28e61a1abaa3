/** The address with the days and the zone that are meant, for "the last 7 days" are others tomorrow. */
export function sharedLink(
  href: string,
  { from, to, timeZone }: { from: string; to: string; timeZone: string },
): string {
  const url = new URL(href)
  for (const [name, value] of [
    ['period', 'custom'],
    ['from', from],
    ['to', to],
    ['zone', timeZone],
  ] as const)
    url.searchParams.set(name, value)
  return url.href
}
