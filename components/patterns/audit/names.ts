'use client'

import { useTranslations } from 'next-intl'
import type en from '@/components/i18n/messages/en.json'
import { useRoleName } from '@/components/patterns/role-name'
import type { AuditView } from '@/server/modules/accounts/contract'
import { roleKeyOf } from './role-key-of'

type Action = keyof typeof en.audit.actions
type Entity = keyof typeof en.audit.entities
type Settings = keyof typeof en.audit.settings
type Labelled = Pick<AuditView, 'entity' | 'entityId' | 'label' | 'before' | 'after'>

/** Stored names of actions, kinds and records in the reader's words. */
export function useAuditNames() {
  const t = useTranslations('audit')
  const roleName = useRoleName()
  const entity = (name: string) =>
    t.has(`entities.${name as Entity}`) ? t(`entities.${name as Entity}`) : name
  return {
    action: (name: string) => (t.has(`actions.${name as Action}`) ? t(`actions.${name as Action}`) : name),
    entity,
    /** What the entry is about; where that has no name of its own, what kind of thing it is. */
    record: (entry: Labelled): string => {
      if (entry.entity === 'settings')
        return t.has(`settings.${entry.entityId as Settings}`)
          ? t(`settings.${entry.entityId as Settings}`)
          : entry.label
      if (entry.entity === 'organization' && entry.label === 'thresholds') return t('settings.thresholds')
      if (entry.entity === 'role') return roleName({ key: roleKeyOf(entry), name: entry.label })
      return entry.entityId === 'all' || entry.label === '' ? entity(entry.entity) : entry.label
    },
  }
}
