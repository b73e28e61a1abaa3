'use client'

import { ActionIcon, List, Menu, Stack, Text } from '@mantine/core'
import { useModals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import {
  IconCircleCheck,
  IconCircleOff,
  IconCopy,
  IconDots,
  IconExternalLink,
  IconHistory,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { ImMenuItems } from '@/components/features/im/im-menu-items'
import type { ImPart } from '@/components/features/im/im-panels'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { ChannelRow, ChannelUses } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'

type Props = {
  row: ChannelRow
  onOpen: () => void
  onCopy: () => void
  onHistory: () => void
  onIm: (part: ImPart) => void
}

export function RowMenu({ row, onOpen, onCopy, onHistory, onIm }: Props) {
  const t = useTranslations('channels.row')
  const mayWrite = useCan()('channels.write')
  const retire = useRetireChannel()
  const disabled = row.state === 'disabled'
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('menu', { name: row.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onOpen}>
          {t(mayWrite ? 'edit' : 'view')}
        </Menu.Item>
        {row.kind === 'web' && !disabled && (
          <Menu.Item
            leftSection={<IconExternalLink size={16} />}
            component="a"
            href={`/c/${row.publicKey}`}
            target="_blank"
            rel="noopener"
          >
            {t('openWindow')}
          </Menu.Item>
        )}
        {row.kind === 'im' && <ImMenuItems onOpen={onIm} />}
        {mayWrite && (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={onCopy}>
            {t('duplicate')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={onHistory}>
          {t('history')}
        </Menu.Item>
        {mayWrite && (
          <Menu.Item
            leftSection={disabled ? <IconCircleCheck size={16} /> : <IconCircleOff size={16} />}
            onClick={() => void retire.setDisabled(row, !disabled)}
          >
            {t(disabled ? 'enable' : 'disable')}
          </Menu.Item>
        )}
        {mayWrite && (
          <Menu.Item
            c="var(--swy-text-failed)"
            leftSection={<IconTrash size={16} />}
            onClick={() => void retire.remove(row)}
          >
            {t('delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What uses the channel is shown before anything is asked. */
function useRetireChannel() {
  const t = useTranslations('channels.row')
  const client = useTRPCClient()
  const modals = useModals()
  const confirm = useConfirm()
  const refresh = useRefreshChannels()
  const text = useFailureText()
  const tell = async (message: string) => {
    await refresh()
    notifications.show({ color: 'green', message })
  }
  const saying = (work: Promise<void>) =>
    work.catch((error: unknown) => notifications.show({ color: 'red', message: text(error) }))

  async function setDisabled({ id, version, name, open }: ChannelRow, disabled: boolean): Promise<void> {
    const question = {
      title: t('disableTitle', { name }),
      body: t('disableBody', { open }),
      confirm: t('disable'),
    }
    if (disabled && !(await confirm(question))) return
    await client.channels.setChannelDisabled.mutate({ id, version, disabled })
    await tell(t(disabled ? 'disabled' : 'enabled', { name }))
  }

  async function remove({ id, version, name }: ChannelRow): Promise<void> {
    const uses = await client.channels.findChannelUses.query({ id })
    if (uses.rules.length + uses.open + uses.past > 0) {
      modals.openModal({ title: t('cannotDelete', { name }), children: <Uses uses={uses} /> })
      return
    }
    const question = {
      title: t('deleteTitle', { name }),
      body: t('deleteBody'),
      confirm: t('delete'),
      danger: true,
    }
    if (!(await confirm(question))) return
    await client.channels.deleteChannel.mutate({ id, version })
    await tell(t('deleted', { name }))
  }

  return {
    setDisabled: (row: ChannelRow, disabled: boolean) => saying(setDisabled(row, disabled)),
    remove: (row: ChannelRow) => saying(remove(row)),
  }
}

function Uses({ uses }: { uses: ChannelUses }) {
  const t = useTranslations('channels.row')
  const format = useFormatter()
  return (
    <Stack gap="sm">
      <List spacing="xs">
        {uses.rules.length > 0 && (
          <List.Item>{t('usedByRules', { names: format.list(uses.rules) })}</List.Item>
        )}
        {uses.open + uses.past > 0 && (
          <List.Item>{t('usedByConversations', { count: uses.open + uses.past, open: uses.open })}</List.Item>
        )}
      </List>
      <Text c="dimmed">{t('usesAdvice')}</Text>
    </Stack>
  )
}
