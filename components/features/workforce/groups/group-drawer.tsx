'use client'

import { Drawer, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { GroupDetail } from '@/server/modules/workforce/contract'
import { GroupEditor } from './group-editor'

type Props = {
  /** null = a new one. */
  id: string | null
  /** The group that a new one starts as a copy of. */
  copyOf: string | null
  onClose: () => void
  onHistory: (id: string) => void
}

/** Reads the group first, so that the form starts from what stands now. */
export function GroupDrawer({ id, copyOf, onClose, onHistory }: Props) {
  const t = useTranslations('groups')
  const trpc = useTRPC()
  const source = id ?? copyOf
  const group = useQuery({
    ...trpc.workforce.getGroup.queryOptions({ id: source ?? '' }),
    enabled: source !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (source === null) return <GroupEditor stored={null} onClose={onClose} />
  if (group.data && id === null) {
    const copy: GroupDetail = { ...group.data, name: t('copyName', { name: group.data.name }).slice(0, 80) }
    return <GroupEditor stored={null} start={copy} onClose={onClose} />
  }
  if (group.data) return <GroupEditor stored={group.data} onClose={onClose} onHistory={onHistory} />
  return (
    <Drawer opened onClose={onClose} position="right" size={960} title={t('title')}>
      {group.isError ? (
        <FailedState error={group.error} retry={() => void group.refetch()} />
      ) : (
        <Late>
          <Stack gap="lg" p="md">
            <Skeleton h={36} />
            <Skeleton h={64} />
            <Skeleton h={240} />
          </Stack>
        </Late>
      )}
    </Drawer>
  )
}
