'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { useConfirmPause } from './use-confirm-pause'

type Props = { group: { id: string; name: string; paused: boolean }; onDone: () => void }

/** Pauses or resumes the intake of a group where its queue is looked at. */
export function GroupMenu({ group, onDone }: Props) {
  const t = useTranslations('oversight.pause')
  const can = useCan()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const confirmPause = useConfirmPause()
  const failure = useFailureText()
  if (!can('groups.write', { groupIds: [group.id] })) return null
  const change = async (kind: 'pause' | 'resume') => {
    if (kind === 'pause' && !(await confirmPause([group.id]))) return
    await client.workforce.editGroups
      .mutate({ ids: [group.id], change: { kind } })
      .catch((error: unknown) => notifications.show({ color: 'red', message: failure(error) }))
    await queries.invalidateQueries(trpc.workforce.pathFilter())
    onDone()
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t('menu', { name: group.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {group.paused ? (
          <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => void change('resume')}>
            {t('resume')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => void change('pause')}>
            {t('group')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
