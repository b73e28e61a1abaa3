'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useShowSecret } from '@/components/patterns/copy/secret-shown'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import { type ApiKeySettings, type ApiKeyView, apiKeySettings } from '@/server/modules/integrations/contract'
import { useEndKey } from './key-acts'
import { KeyFields } from './key-fields'

const fresh: ApiKeySettings = {
  ...{ name: '', scopes: [], groupIds: [], networks: [], perMinute: 600, expiresAt: null },
}

type Stored = ApiKeySettings & { id: string; version: number }
const formOf = ({ name, scopes, groupIds, networks, perMinute, expiresAt }: Stored): ApiKeySettings => ({
  ...{ name, scopes, groupIds, networks, perMinute, expiresAt },
})

type Props = { apiKey: ApiKeyView | null; copyOf: ApiKeyView | null; onClose: () => void }

export function KeyDrawer({ apiKey, copyOf, onClose }: Props) {
  const t = useTranslations('apiKeys')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const showSecret = useShowSecret()
  const end = useEndKey()
  const first = apiKey ?? copyOf
  const { server, problem } = useVersionedForm<ApiKeySettings, Stored>({
    ...{ stored: apiKey, toForm: formOf, words: useFieldWords() },
    initialValues: first ? formOf(first) : fresh,
    schema: apiKeySettings as never,
    save: async (values, version) => {
      if (apiKey) {
        await client.integrations.changeApiKey.mutate({ id: apiKey.id, version, key: values })
        notifications.show({ color: 'green', message: t('saved') })
      } else {
        const { key } = await client.integrations.createApiKey.mutate(values)
        showSecret(t('secret.shownTitle', { name: values.name }), key, t('secret.how'))
      }
      onClose()
      await queries.invalidateQueries(trpc.integrations.pathFilter())
    },
  })
  const close = async () => {
    if (apiKey && (await end(apiKey))) onClose()
  }
  return (
    <DrawerForm
      title={apiKey ? apiKey.name : t('new')}
      onClose={onClose}
      server={server}
      submitLabel={apiKey ? undefined : t('create')}
      problem={problem}
      extra={
        apiKey && (
          <Button variant="subtle" color="red" onClick={() => void close()}>
            {t(apiKey.state === 'revoked' ? 'delete' : 'revoke')}
          </Button>
        )
      }
    >
      <KeyFields form={server.form} apiKey={apiKey} onRotated={onClose} />
    </DrawerForm>
  )
}
