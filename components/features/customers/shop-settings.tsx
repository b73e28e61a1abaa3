'use client'

import { Alert, Button, Group, PasswordInput, Stack, Switch, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { z } from 'zod'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type ShopView, shopInput } from '@/server/modules/customers/contract'
import { ProfileSection } from '../accounts/profile/profile-section'

type Form = { url: string; enabled: boolean; secret: string | null; version: number }

/** Where the shop answers for a customer's orders. */
export function ShopSettings() {
  const trpc = useTRPC()
  const shop = useQuery(trpc.customers.getShop.queryOptions()).data
  return shop ? <ShopForm key={shop.version} shop={shop} /> : null
}

function ShopForm({ shop }: { shop: ShopView }) {
  const t = useTranslations('customers.shop')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const text = useFailureText()
  const server = useServerForm<Form>({
    initialValues: { url: shop.url, enabled: shop.enabled, secret: null, version: shop.version },
    schema: shopInput as unknown as z.ZodType<unknown, Form>,
    save: async (values) => {
      await client.customers.saveShop.mutate(values)
      await queries.invalidateQueries(trpc.customers.pathFilter())
      notifications.show({ color: 'green', message: t('saved') })
    },
  })
  const { form } = server
  return (
    <ProfileSection title={t('title')} hint={t('hint')}>
      <form onSubmit={server.submit} noValidate>
        <Stack gap="md">
          {server.failure && (
            <Alert color="red" role="alert">
              {text(server.error)}
            </Alert>
          )}
          <TextInput
            label={t('url')}
            type="url"
            placeholder="https://shop.example/orders"
            data-path="url"
            {...form.getInputProps('url')}
          />
          <PasswordInput
            label={t('secret')}
            description={shop.secretSet ? t('secretSet') : t('secretHint')}
            autoComplete="new-password"
            data-path="secret"
            error={form.errors.secret}
            value={form.values.secret ?? ''}
            onChange={(event) => form.setFieldValue('secret', event.currentTarget.value || null)}
          />
          <Switch label={t('enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
          <Group>
            <Button type="submit" loading={server.saving} disabled={!form.isDirty()}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </ProfileSection>
  )
}
