'use client'

import { useRouter } from 'next/navigation'
import { createContext, useContext } from 'react'
import type { Locale } from './locale'
import { setLocaleCookie } from './set-locale-cookie'

/** Stores the choice with the user; does nothing where nobody is signed in. */
export const StoreLocale = createContext<(locale: Locale) => void>(() => {})

/** Switches the language without leaving the page. */
export function useChangeLocale(): (locale: Locale) => void {
  const router = useRouter()
  const store = useContext(StoreLocale)
  return (locale) => {
    setLocaleCookie(locale)
    store(locale)
    router.refresh()
  }
}
