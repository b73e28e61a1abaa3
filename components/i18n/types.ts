import type { useTranslations } from 'next-intl'
import type { Locale } from './locale'
import type messages from './messages/en.json'

export type Messages = typeof messages

declare module 'next-intl' {
  interface AppConfig {
    Messages: Messages
    Locale: Locale
  }
}

/** A translate function handed on; name its namespace, so that the test of the keys sees it. */
export type Translator<N extends Namespace> = ReturnType<typeof useTranslations<N>>
type Namespace = NonNullable<Parameters<typeof useTranslations>[0]>
