'use client'

import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import type { PermissionMap } from '@/server/access'
import type { RoleDetail } from '@/server/modules/accounts/contract'
import { useRoleFields } from './use-role-fields'

type Props = {
  current: RoleDetail
  mine: { name: string; description?: string | undefined; permissions: PermissionMap }
  settle: (current: RoleDetail, take: 'theirs' | 'mine') => void
}

/** Somebody saved first: both versions side by side, and a choice instead of a lost edit. */
export function RoleConflict({ current, mine, settle }: Props) {
  const t = useTranslations('roles.conflict')
  const { flatten, nameOf } = useRoleFields()
  const { name, description, permissions } = current
  return (
    <Alert color="amber" icon={<IconArrowsSplit2 size={18} />} title={t('title')} role="alert" mb="md">
      <Stack gap="sm">
        <Text size="sm">{t('body')}</Text>
        <ChangeTable
          before={flatten({ name, description, permissions })}
          after={flatten(mine)}
          nameOf={nameOf}
          titles={{ before: t('theirs'), after: t('mine') }}
        />
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => settle(current, 'theirs')}>
            {t('takeTheirs')}
          </Button>
          <Button size="compact-sm" onClick={() => settle(current, 'mine')}>
            {t('keepMine')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
