'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { CustomerField } from '@/server/modules/accounts/contract'
import type { FieldValues } from '@/server/modules/customers/contract'

/** The organisation's own fields in the reader's language. */
export function useFieldTexts() {
  const t = useTranslations('customers')
  const locale = useLocale()
  return useMemo(
    () => ({
      nameOf: ({ names, key }: CustomerField): string => {
        const first = locale.startsWith('zh') ? names.zh : names.en
        return first || names.en || names.zh || key
      },
      valueOf: (value: FieldValues[string] | undefined): string => {
        if (value === true) return t('yes')
        if (value === false) return t('no')
        return value === null || value === undefined || value === '' ? '–' : String(value)
      },
    }),
    [t, locale],
  )
}
