'use client'

import { Button, Drawer, Skeleton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconMessageChatbot } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import { type BotDetail, type BotSettings, botSettings } from '@/server/modules/bot/contract'
import { BotFields } from './bot-fields'

type Props = { channelId: string; onTry: () => void; onClose: () => void }

export function BotDrawer({ channelId, onTry, onClose }: Props) {
  const words = useTranslations('form')
  const bot = useQuery(useTRPC().bot.getBot.queryOptions({ channelId }, { gcTime: 0 }))
  if (bot.data) return <Editor key={channelId} bot={bot.data} onTry={onTry} onClose={onClose} />
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={720}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      {bot.isError ? (
        <FailedState error={bot.error} retry={() => void bot.refetch()} />
      ) : (
        <Skeleton h={320} />
      )}
    </Drawer>
  )
}

type EditorProps = { bot: BotDetail; onTry: () => void; onClose: () => void }

function Editor({ bot, onTry, onClose }: EditorProps) {
  const t = useTranslations('bot')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const mayWrite = useCan()('channels.write')
  const { server, problem, adopt } = useVersionedForm<BotSettings, BotDetail>({
    ...{ stored: bot, toForm: ({ settings }) => settings, words: useFieldWords() },
    initialValues: bot.settings,
    schema: botSettings as never,
    save: async (settings, version) => {
      await client.bot.saveBot.mutate({ channelId: bot.channelId, version, settings })
      notifications.show({ color: 'green', message: t('saved') })
      onClose()
      await queries.invalidateQueries(trpc.bot.pathFilter())
    },
  })
  return (
    <DrawerForm
      title={t('of', { channel: bot.channelName })}
      onClose={onClose}
      server={server}
      problem={problem}
      readOnly={!mayWrite}
      extra={
        <Button variant="subtle" leftSection={<IconMessageChatbot size={16} />} onClick={onTry}>
          {t('try.open')}
        </Button>
      }
    >
      <BotFields
        form={server.form}
        bot={bot}
        mayWrite={mayWrite}
        onRotated={(version) => adopt({ ...bot, version, hasSecret: true })}
      />
    </DrawerForm>
  )
}
