'use client'

import { Button, Group, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronDown, IconCircleCheck, IconCircleOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type ChannelChange, type ChannelRow, channelLanguages } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'

type Props = { rows: ChannelRow[]; onDone: () => void }

/** One change for all ticked channels: made for each of them or for none. */
export function BulkActions({ rows, onDone }: Props) {
  const t = useTranslations('channels')
  const trpc = useTRPC()
  const confirm = useConfirm()
  const choices = useQuery(trpc.channels.listChoices.queryOptions())
  const apply = useApply(rows, onDone)
  const groups = (choices.data?.groups ?? []).filter(({ disabled }) => !disabled)

  async function disable(): Promise<void> {
    const open = rows.reduce((sum, row) => sum + row.open, 0)
    const question = {
      title: t('bulk.disableTitle', { count: rows.length }),
      body: t('row.disableBody', { open }),
      confirm: t('row.disable'),
    }
    if (await confirm(question)) await apply({ kind: 'disabled', disabled: true })
  }
  return (
    <Group gap="xs">
      <Choice
        title={t('field.calendarId')}
        choices={[
          { id: null, name: t('always') },
          ...(choices.data?.calendars ?? [])
            .filter(({ disabled }) => !disabled)
            .map(({ id, name }) => ({ id, name })),
        ]}
        onChoose={(calendarId) => apply({ kind: 'hours', calendarId })}
      />
      <Choice
        title={t('field.defaultGroupId')}
        choices={groups}
        onChoose={(groupId) => apply({ kind: 'group', groupId: groupId ?? '' })}
      />
      <Choice
        title={t('field.language')}
        choices={channelLanguages.map((id) => ({ id, name: t(`language.${id}`) }))}
        onChoose={(id) => apply({ kind: 'language', language: id === 'zh' ? 'zh' : 'en' })}
      />
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconCircleOff size={14} />}
        onClick={() => void disable()}
      >
        {t('row.disable')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconCircleCheck size={14} />}
        onClick={() => void apply({ kind: 'disabled', disabled: false })}
      >
        {t('row.enable')}
      </Button>
    </Group>
  )
}

function useApply(rows: readonly ChannelRow[], onDone: () => void) {
  const t = useTranslations('channels')
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  const text = useFailureText()
  return async (change: ChannelChange) => {
    try {
      const ids = rows.map(({ id }) => id)
      const { changed } = await client.channels.editChannels.mutate({ ids, change })
      await refresh()
      const message = t('bulk.done', { changed, unchanged: rows.length - changed })
      notifications.show({ color: 'green', message })
      onDone()
    } catch (error) {
      notifications.show({ color: 'red', message: text(error) })
    }
  }
}

type ChoiceProps = {
  title: string
  choices: { id: string | null; name: string }[]
  onChoose: (id: string | null) => Promise<void>
}

function Choice({ title, choices, onChoose }: ChoiceProps) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} />}>
          {title}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {choices.map(({ id, name }) => (
          <Menu.Item key={id ?? 'none'} onClick={() => void onChoose(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
