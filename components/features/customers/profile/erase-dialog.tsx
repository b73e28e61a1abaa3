'use client'

import { Alert, Checkbox, Skeleton, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { CustomerView } from '@/server/modules/customers/contract'

/** Says what will be gone, and asks for the name, because nothing of it comes back. */
export function EraseDialog({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const t = useTranslations('customers.erase')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [endOpen, setEndOpen] = useState(false)
  const preview = useQuery(trpc.customers.previewErasure.queryOptions({ id: customer.id }))
  const erase = useMutation({
    mutationFn: () => client.customers.erase.mutate({ id: customer.id, name: name.trim(), endOpen }),
    onSuccess: async ({ waits }) => {
      await queries.invalidateQueries(trpc.customers.pathFilter())
      notifications.show({ color: 'green', message: t(waits ? 'waits' : 'begun') })
      onClose()
    },
  })
  const effect = preview.data?.effect
  return (
    <FormDialog
      title={t('title', { name: customer.name })}
      submit={t('submit')}
      size="lg"
      onClose={onClose}
      onSubmit={() => erase.mutate()}
      error={erase.error ?? preview.error}
      saving={erase.isPending}
      ready={effect !== undefined && name.trim() === customer.name.trim()}
    >
      <Stack gap="sm">
        <Alert color="red" icon={<IconAlertTriangle size={18} />}>
          {effect ? t('effect', effect) : <Skeleton h={48} />}
        </Alert>
        {effect && effect.openConversations > 0 && (
          <Checkbox
            label={t('endOpen', { count: effect.openConversations })}
            description={t('endOpenHint')}
            checked={endOpen}
            onChange={(event) => setEndOpen(event.currentTarget.checked)}
          />
        )}
        <TextInput
          data-autofocus
          label={t('name', { name: customer.name })}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Stack>
    </FormDialog>
  )
}
