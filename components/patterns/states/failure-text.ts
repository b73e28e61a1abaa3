'use client'

import { useTranslations } from 'next-intl'
import { toFailure } from '@/components/client/failure'
import type en from '@/components/i18n/messages/en.json'

type Code = Exclude<keyof typeof en.errors, 'field'>
type FieldCode = keyof typeof en.errors.field

/** A failure in the reader's language, by its code; what has no text of its own keeps the server's. */
export function useFailureText(): (error: unknown) => string {
  const t = useTranslations('errors')
  return (error) => {
    const { code, message } = toFailure(error)
    return t.has(`${code as Code}`) ? t(`${code as Code}`) : message
  }
}

/** The same for one field. */
export function useFieldText(): (field: { message: string; code?: string | undefined }) => string {
  const fields = useTranslations('errors.field')
  return ({ code, message }) =>
    code && fields.has(`${code as FieldCode}`) ? fields(`${code as FieldCode}`) : message
}
