'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { builtInRoles, type RoleKey, roleKeys } from '@/server/access'

type Named = { key: string; name: string }

/** The built-in role that still has the name it came with; null for renamed ones and one's own. */
export function unrenamedRole({ key, name }: Named): RoleKey | null {
  const known = roleKeys.find((one) => one === key)
  return known && builtInRoles[known].name === name ? known : null
}

/** What a role is called in the reader's language; a name that somebody gave it is left alone. */
export function useRoleName(): (role: Named) => string {
  const t = useTranslations('roleNames')
  return useCallback(
    (role) => {
      const known = unrenamedRole(role)
      return known ? t(`${known}`) : role.name
    },
    [t],
  )
}
