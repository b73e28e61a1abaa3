/** Only places of this site: `//host` and `/\host` lead elsewhere. */
export function placeAfterSignIn(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '/'
  return /^\/(?![/\\])/.test(next) ? next : '/'
}
