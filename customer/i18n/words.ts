import { en, type Words } from './en'
import { zh } from './zh'

export type Language = 'en' | 'zh'
export const languages: Record<Language, Words> = { en, zh }

/** The supported language of a tag such as zh-Hans-CN, or null. */
export function languageOf(tag: string | null | undefined): Language | null {
  const primary = tag?.toLowerCase().split(/[-_]/)[0]
  return primary === 'en' || primary === 'zh' ? primary : null
}

/** The first wish that is supported: the customer's own choice, the page's, the browser's, the channel's. */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const language = languageOf(wish)
    if (language) return language
  }
  return 'en'
}

/** A text kept by language, in this one or the nearest there is. */
export function inLanguage(names: Record<string, string>, language: Language): string {
  const key = Object.keys(names).find((tag) => languageOf(tag) === language)
  return names[key ?? ''] ?? names.en ?? Object.values(names)[0] ?? ''
}
