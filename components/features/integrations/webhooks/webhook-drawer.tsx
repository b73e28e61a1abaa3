'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useShowSecret } from '@/components/patterns/copy/secret-shown'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import {
  type WebhookSettings,
  type WebhookView,
  webhookSettings,
} from '@/server/modules/integrations/contract'
import { WebhookFields } from './webhook-fields'

const fresh: WebhookSettings = {
  ...{ name: '', url: '', events: [], channelIds: [], internal: false, enabled: true },
}

type Stored = WebhookSettings & { id: string; version: number }
const formOf = ({ name, url, events, channelIds, internal, enabled }: Stored): WebhookSettings => ({
  ...{ name, url, events, channelIds, internal, enabled },
})

type Props = { webhook: WebhookView | null; copyOf: WebhookView | null; onClose: () => void }

export function WebhookDrawer({ webhook, copyOf, onClose }: Props) {
  const t = useTranslations('webhooks')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const showSecret = useShowSecret()
  const refresh = () => queries.invalidateQueries(trpc.integrations.pathFilter())
  const remove = useRemove(webhook, async () => {
    onClose()
    await refresh()
  })
  const first = webhook ?? copyOf
  const { server, problem } = useVersionedForm<WebhookSettings, Stored>({
    ...{ stored: webhook, toForm: formOf, words: useFieldWords() },
    initialValues: first ? formOf(first) : fresh,
    schema: webhookSettings as never,
    save: async (values, version) => {
      if (webhook) {
        await client.integrations.updateWebhook.mutate({ id: webhook.id, version, webhook: values })
        notifications.show({ color: 'green', message: t('saved') })
      } else {
        const { secret } = await client.integrations.createWebhook.mutate(values)
        showSecret(t('secret.shownTitle', { name: values.name }), secret, t('secret.how'))
      }
      onClose()
      await refresh()
    },
  })
  return (
    <DrawerForm
      title={webhook ? webhook.name : t('new')}
      onClose={onClose}
      server={server}
      submitLabel={webhook ? undefined : t('create')}
      problem={problem}
      extra={
        webhook && (
          <Button variant="subtle" color="red" onClick={() => void remove()}>
            {t('delete')}
          </Button>
        )
      }
    >
      <WebhookFields form={server.form} webhook={webhook} onRotated={onClose} />
    </DrawerForm>
  )
}

function useRemove(webhook: WebhookView | null, done: () => Promise<void>): () => Promise<void> {
  const t = useTranslations('webhooks')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  return async () => {
    if (!webhook) return
    const { id, version, name } = webhook
    const question = { title: t('deleteTitle', { name }), body: t('deleteBody'), confirm: t('delete') }
    if (!(await confirm({ ...question, danger: true }))) return
    try {
      await client.integrations.deleteWebhook.mutate({ id, version })
      notifications.show({ color: 'green', message: t('deleted') })
      await done()
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
  }
}
