'use client'

import { ActionIcon, Menu } from '@mantine/core'
import {
  IconBinaryTree,
  IconCircleCheck,
  IconCircleOff,
  IconCopy,
  IconDots,
  IconHistory,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useCan, useMe } from '@/components/client/me'
import { useConfirmPause } from '@/components/features/oversight/monitor/use-confirm-pause'
import { scopeOf } from '@/server/access'
import type { GroupRow } from '@/server/modules/workforce/contract'
import { useEditGroups } from './use-edit-groups'
import { useRetireGroup } from './use-retire-group'

type Props = {
  row: GroupRow
  onOpen: () => void
  onCopy: () => void
  onHistory: () => void
  /** Where a group stands is changed only where it is seen. */
  onMove?: () => void
}

export function RowMenu({ row, onOpen, onCopy, onHistory, onMove }: Props) {
  const t = useTranslations('groups')
  const mayWrite = useCan()('groups.write', { groupIds: [row.id] })
  const mayCreate = scopeOf(useMe(), 'groups.write') === 'all'
  const edit = useEditGroups()
  const retire = useRetireGroup()
  const paused = row.state === 'paused'
  const confirmPause = useConfirmPause()
  const pauseOrResume = async () => {
    if (paused) await edit([row], { kind: 'resume' })
    else if (await confirmPause([row.id])) await edit([row], { kind: 'pause' })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('row.menu', { name: row.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onOpen}>
          {t(mayWrite ? 'row.edit' : 'row.view')}
        </Menu.Item>
        {mayWrite && onMove && (
          <Menu.Item leftSection={<IconBinaryTree size={16} />} onClick={onMove}>
            {t('chart.moveOpen')}
          </Menu.Item>
        )}
        {mayCreate && (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={onCopy}>
            {t('row.duplicate')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={onHistory}>
          {t('history.open')}
        </Menu.Item>
        {mayWrite && row.state !== 'disabled' && (
          <Menu.Item
            leftSection={paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
            onClick={() => void pauseOrResume()}
          >
            {t(paused ? 'bulk.resume' : 'bulk.pause')}
          </Menu.Item>
        )}
        {mayWrite && (
          <Menu.Item
            leftSection={
              row.state === 'disabled' ? <IconCircleCheck size={16} /> : <IconCircleOff size={16} />
            }
            onClick={() => void (row.state === 'disabled' ? retire.enable(row) : retire.disable(row))}
          >
            {t(row.state === 'disabled' ? 'row.enable' : 'row.disable')}
          </Menu.Item>
        )}
        {mayCreate && (
          <Menu.Item
            c="var(--swy-text-failed)"
            leftSection={<IconTrash size={16} />}
            onClick={() => void retire.remove(row)}
          >
            {t('row.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
