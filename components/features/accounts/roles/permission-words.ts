'use client'

import { useTranslations } from 'next-intl'
import type en from '@/components/i18n/messages/en.json'
import type { Permission, Scope } from '@/server/access'

type Word = keyof typeof en.roles.permission

/** Names of messages have no dots. */
const wordOf = (permission: Permission) => permission.replace('.', '_') as Word

/** What a permission is called, what it lets one do, and how far a scope reaches. */
export function usePermissionWords() {
  const t = useTranslations('roles')
  return {
    name: (permission: Permission) => t(`permission.${wordOf(permission)}`),
    explain: (permission: Permission) => t(`explain.${wordOf(permission)}`),
    scope: (scope: Scope | undefined) => t(`scope.${scope ?? 'none'}`),
  }
}
