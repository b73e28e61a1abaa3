'use client'

import { Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type PermissionMap, permissions } from '@/server/access'
import type { RoleDetail } from '@/server/modules/accounts/contract'
import { usePermissionWords } from './permission-words'

/** Whom the change reaches, and what they gain and lose. */
export function RoleEffect({ stored, next }: { stored: RoleDetail | null; next: PermissionMap }) {
  const t = useTranslations('roles.effect')
  const words = usePermissionWords()
  const before = stored?.permissions ?? {}
  const changed = permissions.filter((permission) => before[permission] !== next[permission])
  return (
    <Stack gap="sm">
      <Title order={3} size="h4">
        {t('title')}
      </Title>
      <Text size="sm">{stored ? t('holders', { count: stored.holders }) : t('nobodyYet')}</Text>
      {changed.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('nothing')}
        </Text>
      )}
      {changed.map((permission) => (
        <div key={permission}>
          <Text size="sm" fw={500}>
            {words.name(permission)}
          </Text>
          <Text size="sm" c="dimmed">
            {t('fromTo', { from: words.scope(before[permission]), to: words.scope(next[permission]) })}
          </Text>
        </div>
      ))}
      <Text size="sm" c="dimmed">
        {t('atOnce')}
      </Text>
    </Stack>
  )
}
