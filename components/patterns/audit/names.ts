'use client'

import { useTranslations } from 'next-intl'
import type en from '@/components/i18n/messages/en.json'

type Action = keyof typeof en.audit.actions
type Entity = keyof typeof en.audit.entities

/** Stored names of actions and kinds of records in the reader's words. */
export function useAuditNames() {
  const t = useTranslations('audit')
  return {
    action: (name: string) => (t.has(`actions.${name as Action}`) ? t(`actions.${name as Action}`) : name),
    entity: (name: string) => (t.has(`entities.${name as Entity}`) ? t(`entities.${name as Entity}`) : name),
  }
}
