'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import {
  IconCircleCheck,
  IconCircleOff,
  IconCopy,
  IconDots,
  IconHistory,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { CalendarRow } from '@/server/modules/channels/contract'
import type { usePanels } from '../shared/use-panels'
import { useRefreshChannels } from '../shared/use-refresh'

export function RowMenu({ row, panels }: { row: CalendarRow; panels: ReturnType<typeof usePanels> }) {
  const t = useTranslations('channels.row')
  const mayWrite = useCan()('channels.write')
  const remove = useRemove()
  const toggle = useToggle()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('menu', { name: row.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => panels.open(row.id)}>
          {t(mayWrite ? 'edit' : 'view')}
        </Menu.Item>
        {mayWrite && (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => panels.open('new', row.id)}>
            {t('duplicate')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => panels.history(row.id)}>
          {t('history')}
        </Menu.Item>
        {mayWrite && (
          <Menu.Item
            leftSection={row.disabled ? <IconCircleCheck size={16} /> : <IconCircleOff size={16} />}
            onClick={() => void toggle(row)}
          >
            {t(row.disabled ? 'enable' : 'disable')}
          </Menu.Item>
        )}
        {mayWrite && (
          <Menu.Item
            c="var(--swy-text-failed)"
            leftSection={<IconTrash size={16} />}
            onClick={() => void remove(row)}
          >
            {t('delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function useToggle() {
  const hours = useTranslations('hours')
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  const text = useFailureText()
  return async ({ id, version, name, disabled }: CalendarRow) => {
    try {
      await client.channels.setCalendarDisabled.mutate({ id, version, disabled: !disabled })
      notifications.show({ color: 'green', message: hours(disabled ? 'offered' : 'notOffered', { name }) })
    } catch (error) {
      notifications.show({ color: 'red', message: text(error) })
    }
    await refresh()
  }
}

function useRemove() {
  const hours = useTranslations('hours')
  const t = useTranslations('channels.row')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const refresh = useRefreshChannels()
  const text = useFailureText()
  const format = useFormatter()
  return async ({ id, version, name, channels, groups }: CalendarRow) => {
    const users = [...channels, ...groups]
    if (users.length > 0) {
      notifications.show({
        color: 'red',
        message: hours('cannotDelete', { name, names: format.list(users) }),
      })
      return
    }
    const question = {
      title: t('deleteTitle', { name }),
      body: t('deleteBody'),
      confirm: t('delete'),
      danger: true,
    }
    if (!(await confirm(question))) return
    try {
      await client.channels.deleteCalendar.mutate({ id, version })
      await refresh()
      notifications.show({ color: 'green', message: t('deleted', { name }) })
    } catch (error) {
      notifications.show({ color: 'red', message: text(error) })
    }
  }
}
