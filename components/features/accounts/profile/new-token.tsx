'use client'

import { Button, Group, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { createTokenInput } from '@/server/modules/accounts/contract'

const spans = ['30', '90', '365', 'never'] as const

export function NewToken({ onMade }: { onMade: (token: string) => void }) {
  const t = useTranslations('profile')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { form, submit, saving } = useServerForm<{ name: string; expiresInDays?: number | null }>({
    initialValues: { name: '', expiresInDays: 90 },
    schema: createTokenInput,
    save: async (values) => {
      const { token } = await client.accounts.createToken.mutate(values)
      form.reset()
      onMade(token)
      await queries.invalidateQueries(trpc.accounts.listTokens.queryFilter())
    },
  })
  const span = String(form.values.expiresInDays ?? 'never')
  return (
    <form onSubmit={submit} noValidate>
      <Group gap="xs" align="flex-start">
        <TextInput label={t('tokenName')} maxLength={60} flex="1 1 200px" {...form.getInputProps('name')} />
        <Select
          label={t('tokenExpiry')}
          data={spans.map((value) => ({ value, label: t(`expiry.${value}`) }))}
          value={span}
          onChange={(value) => form.setFieldValue('expiresInDays', value === 'never' ? null : Number(value))}
          allowDeselect={false}
          w={140}
        />
        <Button type="submit" loading={saving} mt={24}>
          {t('createToken')}
        </Button>
      </Group>
    </form>
  )
}
