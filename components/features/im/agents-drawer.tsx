'use client'

import { Button, Drawer, Skeleton, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { z } from 'zod'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { type ImAgentLink, imAgentLinks } from '@/server/modules/im/contract'
import { AgentRows, type AgentsForm } from './agent-rows'
import { useRefreshIm } from './use-refresh-im'

type Props = { channelId: string; onClose: () => void }

/** Which account inside the IM is whose: these agents answer there, through shadows of their customers. */
export function AgentsDrawer({ channelId, onClose }: Props) {
  const t = useTranslations('im.agents')
  const form = useTranslations('form')
  const read = useQuery({
    ...useTRPC().im.agents.queryOptions({ channelId }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (read.data) return <Editor channelId={channelId} {...read.data} onClose={onClose} />
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={760}
      title={t('title')}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      {read.isError ? (
        <FailedState error={read.error} retry={() => void read.refetch()} />
      ) : (
        <Late>
          <Skeleton h={240} />
        </Late>
      )}
    </Drawer>
  )
}

type EditorProps = Props & { links: ImAgentLink[]; choices: { id: string; name: string }[] }

function Editor({ channelId, links, choices, onClose }: EditorProps) {
  const t = useTranslations('im.agents')
  const client = useTRPCClient()
  const refresh = useRefreshIm()
  const server = useServerForm<AgentsForm>({
    initialValues: { links },
    schema: z.object({ links: imAgentLinks }) as never,
    save: async ({ links: after }) => {
      await client.im.saveAgents.mutate({ channelId, before: links, after })
      notifications.show({ color: 'green', message: t('saved') })
      onClose()
      await refresh()
    },
  })
  const { form } = server
  return (
    <DrawerForm
      wide
      title={t('title')}
      onClose={onClose}
      server={server}
      extra={
        <Button
          variant="default"
          onClick={() => form.insertListItem('links', { agentId: '', imUserId: '', receives: false })}
        >
          {t('add')}
        </Button>
      }
    >
      <Text size="sm" c="dimmed" mb="md">
        {t('purpose')}
      </Text>
      <AgentRows form={form} choices={choices} />
    </DrawerForm>
  )
}
