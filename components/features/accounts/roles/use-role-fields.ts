'use client'

import { useTranslations } from 'next-intl'
import { type Permission, permissions, type Scope, scopes } from '@/server/access'
import { usePermissionWords } from './permission-words'

/** A recorded role as rows of a table: one for each permission, in words. */
export function useRoleFields() {
  const t = useTranslations('roles')
  const words = usePermissionWords()
  return {
    flatten: (role: Record<string, unknown> | null): Record<string, unknown> | null => {
      if (!role) return null
      const given = (role.permissions ?? {}) as Record<string, unknown>
      const rows = permissions.flatMap((permission) => {
        const scope = scopes.find((one: Scope) => one === given[permission])
        return scope ? [[permission, words.scope(scope)]] : []
      })
      return { name: role.name, description: role.description, ...Object.fromEntries(rows) }
    },
    nameOf: (field: string) => {
      if (field === 'name') return t('name')
      if (field === 'description') return t('description')
      const permission = permissions.find((one) => one === field)
      return permission ? words.name(permission as Permission) : field
    },
  }
}
