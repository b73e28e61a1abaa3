import { isPlaceOfThisSite } from '@/server/modules/accounts/contract'

/** Only places of this site. */
export function placeAfterSignIn(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '/'
  return isPlaceOfThisSite(next) ? next : '/'
}
