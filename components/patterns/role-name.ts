'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { builtInRoles, roleKeys } from '@/server/access'

/** A role's name as it is shown: the product's own roles speak the reader's language until they are renamed. */
export function useRoleName(): (name: string) => string {
  const t = useTranslations('roles')
  return useCallback(
    (name) => {
      const key = roleKeys.find((one) => builtInRoles[one].name === name)
      return key ? t(`builtIn.${key}`) : name
    },
    [t],
  )
}
