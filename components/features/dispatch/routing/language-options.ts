'use client'

import { useLocale } from 'next-intl'

const offered = [
  'zh',
  'zh-CN',
  'zh-TW',
  'en',
  'en-US',
  'en-GB',
  'de',
  'es',
  'fr',
  'it',
  'ja',
  'ko',
  'pt',
  'ru',
]
const more = ['ar', 'hi', 'id', 'nl', 'pl', 'th', 'tr', 'vi']

/** Names of languages in the reader's own, those that are chosen already among them. */
export function useLanguageOptions(chosen: readonly string[] = []) {
  const nameOf = useLanguageName()
  const tags = [...new Set([...offered, ...more, ...chosen])]
  return tags.map((value) => ({ value, label: nameOf(value) }))
}

export function useLanguageName(): (tag: string) => string {
  const names = new Intl.DisplayNames([useLocale()], { type: 'language' })
  return (tag) => {
    try {
      return `${names.of(tag) ?? tag} (${tag})`
    } catch {
      return tag
    }
  }
}
