'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type en from '@/components/i18n/messages/en.json'

type Field = keyof typeof en.history.field
type Named = { names?: { en?: string; zh?: string }; kind?: string; key?: string }

/** Fields of small records in the reader's words; a list says its names, and not its form. */
export function useFieldWords() {
  const t = useTranslations('history')
  const format = useFormatter()
  return {
    nameOf: (field: string): string => {
      const name = field.replaceAll('.', '_') as Field
      return t.has(`field.${name}`) ? t(`field.${name}`) : field
    },
    show: (_field: string, value: unknown): string | undefined =>
      Array.isArray(value) && value.length > 0 ? format.list(value.map(said)) : undefined,
  }
}

function said(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const { names, key, kind } = value as Named
  return names?.en ?? names?.zh ?? key ?? kind ?? JSON.stringify(value)
}
