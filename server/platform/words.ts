import en from '@/components/i18n/messages/en.json'
import zh from '@/components/i18n/messages/zh.json'

/**
 * The words of the screens for what leaves the house as a file or a mail, so that a number is called the same
 * everywhere. Only texts without parts to fill in.
 */
const messages: Record<string, unknown> = { en, zh }

export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

/** The text at a path such as `insights.metric.csat.name`; without one the last part of the path. */
export function word(language: Language, path: string): string {
  const found = path
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], messages[language])
  return typeof found === 'string' ? found : (path.split('.').at(-1) ?? path)
}
