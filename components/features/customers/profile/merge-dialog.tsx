'use client'

import { Alert, List, SegmentedControl, Select, Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconInfoCircle } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import { When } from '@/components/patterns/time/when'
import type { CustomerView, MergePreview } from '@/server/modules/customers/contract'

/** Two records of one person: who stays, and what moves, before it is done. */
export function MergeDialog({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const t = useTranslations('customers.merge')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const router = useRouter()
  const [other, setOther] = useState<string | null>(null)
  const [stays, setStays] = useState<'this' | 'other'>('this')
  const ids = stays === 'this' ? { from: other, into: customer.id } : { from: customer.id, into: other }
  const preview = useQuery({
    ...trpc.customers.previewMerge.queryOptions({ from: ids.from ?? '', into: ids.into ?? '' }),
    enabled: other !== null,
    gcTime: 0,
  })
  const merge = useMutation({
    mutationFn: ({ from, into }: MergePreview) =>
      client.customers.merge.mutate({
        from: { id: from.id, version: from.version },
        into: { id: into.id, version: into.version },
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries(trpc.customers.pathFilter())
      notifications.show({ color: 'green', message: t('done') })
      onClose()
      router.replace(`/customers/${id}`)
    },
    onError: () => void preview.refetch(),
  })
  return (
    <FormDialog
      title={t('title')}
      submit={t('submit')}
      size="lg"
      onClose={onClose}
      onSubmit={() => preview.data && merge.mutate(preview.data)}
      error={merge.error ?? preview.error}
      saving={merge.isPending}
      ready={other !== null && preview.data !== undefined && !preview.isFetching}
    >
      <Stack gap="sm">
        <OtherCustomer own={customer.id} value={other} onChange={setOther} />
        {other && (
          <SegmentedControl
            aria-label={t('stays')}
            value={stays}
            onChange={(value) => setStays(value as typeof stays)}
            data={[
              { value: 'this', label: t('thisStays') },
              { value: 'other', label: t('otherStays') },
            ]}
          />
        )}
        {other &&
          (preview.data ? <Effect preview={preview.data} /> : !preview.isError && <Skeleton h={140} />)}
      </Stack>
    </FormDialog>
  )
}

type OtherProps = { own: string; value: string | null; onChange: (id: string | null) => void }

function OtherCustomer({ own, value, onChange }: OtherProps) {
  const t = useTranslations('customers.merge')
  const trpc = useTRPC()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 250)
  const found = useQuery(
    trpc.customers.list.queryOptions({ search, pageSize: 20 }, { placeholderData: keepPreviousData }),
  )
  const rows = (found.data?.rows ?? []).filter(({ id }) => id !== own)
  return (
    <Select
      data-autofocus
      label={t('other')}
      placeholder={t('otherHint')}
      searchable
      clearable
      data={rows.map((row) => ({
        value: row.id,
        label: [row.name, row.email ?? row.phone, row.externalId].filter(Boolean).join(' · '),
      }))}
      filter={({ options }) => options}
      nothingFoundMessage={t('nobody')}
      onSearchChange={setTyped}
      value={value}
      onChange={onChange}
      comboboxProps={{ withinPortal: true }}
    />
  )
}

function Effect({ preview }: { preview: MergePreview }) {
  const t = useTranslations('customers.merge')
  const { from, into, others, tags, fields, dropped } = preview
  return (
    <>
      <Text size="sm">{t('direction', { from: from.name, into: into.name })}</Text>
      <List size="sm" spacing={4}>
        <List.Item>
          {t('moves', {
            ...{ conversations: preview.conversations, orders: preview.orders, notes: preview.notes },
          })}
        </List.Item>
        {others.map(({ kind, count }) => (
          <List.Item key={kind}>{t('others', { kind, count })}</List.Item>
        ))}
        {preview.sideBySide > 0 && <List.Item>{t('sideBySide', { count: preview.sideBySide })}</List.Item>}
        {tags.length > 0 && <List.Item>{t('tags', { tags: tags.join(', ') })}</List.Item>}
        {fields.length > 0 && <List.Item>{t('fields', { fields: fields.join(', ') })}</List.Item>}
        {dropped.length > 0 && (
          <List.Item>{t('dropped', { values: dropped.map(({ value }) => value).join(', ') })}</List.Item>
        )}
      </List>
      <Alert color="amber" icon={<IconInfoCircle size={18} />}>
        {t('window', { from: from.name, into: into.name })}{' '}
        {preview.windowAt && (
          <>
            {t('seen')} <When at={preview.windowAt} />
          </>
        )}
      </Alert>
    </>
  )
}
