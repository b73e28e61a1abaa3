'use client'

import { useTranslations } from 'next-intl'
import { toFailure } from '@/components/client/failure'
import { useRoleName } from '@/components/patterns/role-name'

/** Refusals about people that say more than their code. */
export function useReasonText(): (error: unknown) => string | null {
  const t = useTranslations('people')
  const roleName = useRoleName()
  return (error) => {
    const { reason, role, lacking } = toFailure(error).details
    if (reason === 'last_administrator') return t('reason.last_administrator')
    if (reason === 'above') return t('reason.above')
    if (reason === 'role_above')
      return t('reason.role_above', {
        role: roleName(role as { key: string; name: string }),
        lacking: Array.isArray(lacking) ? lacking.length : 0,
      })
    return null
  }
}
