'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import type { ImView } from '@/server/modules/im/contract'
import { ConnectionFields } from './connection-fields'
import { type ConnectionForm, connectionForm, formOf, freshConnection } from './connection-form'
import { ConnectionHealth } from './connection-health'
import { useRefreshIm } from './use-refresh-im'

type Props = {
  channelId: string
  /** null: not connected yet. */
  stored: ImView | null
  callback: string
  onClose: () => void
  onDeliveries: () => void
}

/** How a channel reaches its external IM: addresses, accounts, secrets and the robot's words. */
export function ConnectionDrawer({ channelId, stored, callback, onClose, onDeliveries }: Props) {
  const t = useTranslations('im')
  const client = useTRPCClient()
  const refresh = useRefreshIm()
  const remove = useRemove(stored, async () => {
    onClose()
    await refresh()
  })
  const { server, problem } = useVersionedForm<ConnectionForm, ImView>({
    ...{ stored, toForm: formOf, words: useFieldWords() },
    initialValues: stored ? formOf(stored) : freshConnection,
    schema: connectionForm as never,
    save: async ({ robotSecret, adminSecret, ...connection }, version) => {
      await client.im.save.mutate({
        ...{ channelId, version, connection },
        ...(robotSecret && { robotSecret }),
        ...(adminSecret && { adminSecret }),
      })
      notifications.show({ color: 'green', message: t('saved') })
      onClose()
      await refresh()
    },
  })
  return (
    <DrawerForm
      title={t('title')}
      onClose={onClose}
      server={server}
      submitLabel={stored ? undefined : t('connect')}
      problem={problem}
      effect={
        <ConnectionHealth
          channelId={channelId}
          connected={stored !== null}
          callback={callback}
          onDeliveries={onDeliveries}
        />
      }
      extra={
        stored && (
          <Button variant="subtle" color="red" onClick={() => void remove()}>
            {t('remove')}
          </Button>
        )
      }
    >
      <ConnectionFields form={server.form} stored={stored} />
    </DrawerForm>
  )
}

function useRemove(stored: ImView | null, done: () => Promise<void>): () => Promise<void> {
  const t = useTranslations('im')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  return async () => {
    if (!stored) return
    const { channelId, version } = stored
    const question = { title: t('removeTitle'), body: t('removeBody'), confirm: t('remove') }
    if (!(await confirm({ ...question, danger: true }))) return
    try {
      await client.im.remove.mutate({ channelId, version })
      notifications.show({ color: 'green', message: t('removed') })
      await done()
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
  }
}
