'use client'

import { useTranslations } from 'next-intl'
import { ChangeTable } from '@/components/patterns/audit/change-table'

type Props = {
  section: string
  before: object | null
  after: object | null
  titles?: { before: string; after: string }
}

/** Nested values side by side: texts by language, mail by subject. */
function flatten(value: object | null, head = ''): Record<string, unknown> | null {
  if (!value) return null
  const flat: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const path = head ? `${head}.${key}` : key
    if (item !== null && typeof item === 'object' && !Array.isArray(item))
      Object.assign(flat, flatten(item, path))
    else flat[path] = item
  }
  return flat
}

/** What changed in a section, by the names that the form has for its fields. */
export function SectionChanges({ before, after, titles }: Props) {
  const t = useTranslations('settings')
  const nameOf = (path: string) => (t.has(`field.${path as 'name'}`) ? t(`field.${path as 'name'}`) : path)
  return (
    <ChangeTable
      before={flatten(before)}
      after={flatten(after)}
      nameOf={nameOf}
      {...(titles && { titles })}
    />
  )
}
