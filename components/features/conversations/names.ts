'use client'

import { useLocale } from 'next-intl'

type Names = Record<string, string>

/** The name in the reader's language, else in English, else in any. */
export function nameIn(names: Names | null | undefined, locale: string): string {
  return names?.[locale] ?? names?.en ?? Object.values(names ?? {})[0] ?? ''
}

/** A path of names from the root to the leaf, as one text. */
export function usePathName(): (path: Names[] | null | undefined) => string {
  const locale = useLocale()
  return (path) => (path ?? []).map((names) => nameIn(names, locale)).join(' › ')
}
