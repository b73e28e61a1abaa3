'use client'

import { Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { CustomerView } from '@/server/modules/customers/contract'

export function BlockDialog({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const t = useTranslations('customers.block')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const save = useMutation({
    mutationFn: () =>
      client.customers.block.mutate({ id: customer.id, version: customer.version, reason: reason.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries(trpc.customers.pathFilter())
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('title', { name: customer.name })}
      submit={t('submit')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      error={save.error}
      saving={save.isPending}
      ready={reason.trim() !== ''}
    >
      <Text size="sm" mb="sm">
        {t('effect')}
      </Text>
      <Textarea
        data-autofocus
        label={t('reason')}
        withAsterisk
        maxLength={300}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
