'use client'

import { Autocomplete, Button, NumberInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload, IconStar, IconTag, IconTagOff } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { ChangeCustomers, CustomerRow } from '@/server/modules/customers/contract'

const look = { size: 'compact-sm', variant: 'default' } as const
type Kind = ChangeCustomers['act']['kind']

/** The ticked customers: a tag more or less, another level, as a file. */
export function CustomerBulk(props: { rows: CustomerRow[]; tags: string[]; onDone: () => void }) {
  const t = useTranslations('customers.bulk')
  const can = useCan()
  const [kind, setKind] = useState<Kind | null>(null)
  return (
    <>
      <Button {...look} leftSection={<IconTag size={14} />} onClick={() => setKind('add_tag')}>
        {t('act.add_tag')}
      </Button>
      <Button {...look} leftSection={<IconTagOff size={14} />} onClick={() => setKind('remove_tag')}>
        {t('act.remove_tag')}
      </Button>
      <Button {...look} leftSection={<IconStar size={14} />} onClick={() => setKind('vip')}>
        {t('act.vip')}
      </Button>
      {can('customers.export') && (
        <Button
          {...look}
          component="a"
          href={`/api/customers/export?ids=${props.rows.map(({ id }) => id).join(',')}`}
          download
          leftSection={<IconDownload size={14} />}
        >
          {t('export')}
        </Button>
      )}
      {kind && <BulkDialog {...props} kind={kind} onClose={() => setKind(null)} />}
    </>
  )
}

type DialogProps = {
  kind: Kind
  rows: CustomerRow[]
  tags: string[]
  onDone: () => void
  onClose: () => void
}

function BulkDialog({ kind, rows, tags, onDone, onClose }: DialogProps) {
  const t = useTranslations('customers.bulk')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const [tag, setTag] = useState('')
  const [level, setLevel] = useState(0)
  const save = useMutation({
    mutationFn: () =>
      client.customers.change.mutate({
        customers: rows.map(({ id, version }) => ({ id, version })),
        act: kind === 'vip' ? { kind, level } : { kind, tag: tag.trim() },
      }),
    onSuccess: async ({ changed }) => {
      await queries.invalidateQueries(trpc.customers.pathFilter())
      notifications.show({ color: 'green', message: t('done', { changed }) })
      onDone()
      onClose()
    },
  })
  const known = kind === 'remove_tag' ? [...new Set(rows.flatMap((row) => row.tags))] : tags
  return (
    <FormDialog
      title={t('title', { count: rows.length })}
      submit={t(`act.${kind}`)}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      error={save.error}
      saving={save.isPending}
      ready={kind === 'vip' || tag.trim() !== ''}
    >
      {kind === 'vip' ? (
        <NumberInput
          data-autofocus
          label={t('level')}
          min={0}
          max={9}
          allowDecimal={false}
          clampBehavior="strict"
          value={level}
          onChange={(value) => setLevel(Number(value) || 0)}
        />
      ) : (
        <Autocomplete
          data-autofocus
          label={t('tag')}
          data={known}
          value={tag}
          onChange={setTag}
          maxLength={40}
        />
      )}
    </FormDialog>
  )
}
