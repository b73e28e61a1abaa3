'use client'

import { IconLock } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useCan } from '@/components/client/me'
import type { Permission } from '@/server/access'
import { StateMessage } from './state-message'

/** A page that somebody reached by its address without being allowed to. */
export function RequirePermission({ permission, children }: { permission: Permission; children: ReactNode }) {
  const t = useTranslations('states')
  const allowed = useCan()
  if (allowed(permission)) return children
  return <StateMessage icon={IconLock} title={t('noAccess')} hint={t('askAdministrator')} />
}
