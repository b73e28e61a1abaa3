import { type Locale, localeCookie } from './locale'

const yearSeconds = 365 * 24 * 60 * 60

/** Takes effect when the page is loaded again. */
export function setLocaleCookie(locale: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = `${localeCookie}=${locale}; path=/; max-age=${yearSeconds}; samesite=lax`
}
