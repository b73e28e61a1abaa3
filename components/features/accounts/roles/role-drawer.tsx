'use client'

import { Drawer, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { useRoleName } from '@/components/patterns/role-name'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { RoleEditor } from './role-editor'

type Props = {
  /** null = a new one. */
  id: string | null
  /** The role that a new one starts as a copy of. */
  copyOf: string | null
  onClose: () => void
}

/** Reads the role first, so that the form starts from what stands now. */
export function RoleDrawer({ id, copyOf, onClose }: Props) {
  const t = useTranslations('roles')
  const trpc = useTRPC()
  const roleName = useRoleName()
  const source = id ?? copyOf
  const role = useQuery({
    ...trpc.accounts.getRole.queryOptions({ id: source ?? '' }),
    ...{ enabled: source !== null, gcTime: 0, staleTime: Number.POSITIVE_INFINITY },
  })
  if (source === null) return <RoleEditor stored={null} onClose={onClose} />
  if (role.data && id === null) {
    const name = t('copyName', { name: roleName(role.data) }).slice(0, 60)
    return <RoleEditor stored={null} start={{ ...role.data, name }} onClose={onClose} />
  }
  if (role.data) return <RoleEditor stored={role.data} onClose={onClose} />
  return (
    <Drawer opened onClose={onClose} position="right" size={960} title={t('title')}>
      {role.isError ? (
        <FailedState error={role.error} retry={() => void role.refetch()} />
      ) : (
        <Late>
          <Stack gap="lg" p="md">
            <Skeleton h={36} />
            <Skeleton h={320} />
          </Stack>
        </Late>
      )}
    </Drawer>
  )
}
