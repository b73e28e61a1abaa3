'use client'

import { Select, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { RequestDialog } from './request-dialog'
import { useRequestText } from './use-request-text'

const ANYBODY = 'anybody'
const NOTHING = 'nothing'

/** Offers one's shift to a colleague, or to anybody of the group, for one of theirs or for nothing. */
export function SwapDialog({
  entryId,
  shift,
  onClose,
}: {
  entryId: string
  shift: string
  onClose: () => void
}) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [to, setTo] = useState(ANYBODY)
  const [inReturn, setReturn] = useState(NOTHING)
  const [note, setNote] = useState('')
  const mates = useQuery(trpc.schedules.listSwapMates.queryOptions())
  const offering = useMutation(
    trpc.schedules.offerSwap.mutationOptions({
      onSuccess: () => {
        notifications.show({ message: t('offered') })
        void queries.invalidateQueries({ queryKey: trpc.schedules.pathKey() })
        onClose()
      },
    }),
  )
  return (
    <RequestDialog
      title={t('offerTitle')}
      submit={t('offer')}
      onClose={onClose}
      error={offering.error}
      saving={offering.isPending}
      ready={mates.data !== undefined}
      onSubmit={() =>
        offering.mutate({
          ...{ entryId, note, toAgentId: to === ANYBODY ? null : to },
          toEntryId: inReturn === NOTHING ? null : inReturn,
        })
      }
    >
      <Stack gap="sm">
        <Text fw={600}>{shift}</Text>
        <Select
          label={t('offerTo')}
          data={[
            { value: ANYBODY, label: t('anybody') },
            ...(mates.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={to}
          onChange={(next) => {
            setTo(next ?? ANYBODY)
            setReturn(NOTHING)
          }}
          searchable
          allowDeselect={false}
        />
        {to !== ANYBODY && <ReturnField key={to} agentId={to} value={inReturn} onChange={setReturn} />}
        <Textarea
          label={t('note')}
          maxLength={500}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Stack>
    </RequestDialog>
  )
}

type ReturnProps = { agentId: string; value: string; onChange: (entryId: string) => void }

function ReturnField({ agentId, value, onChange }: ReturnProps) {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const words = useRequestText()
  const shifts = useQuery(trpc.schedules.listMateShifts.queryOptions({ agentId }))
  return (
    <Select
      label={t('inReturn')}
      data={[
        { value: NOTHING, label: t('nothingInReturn') },
        ...(shifts.data ?? []).map((one) => ({ value: one.entryId, label: words.shift(one) })),
      ]}
      value={value}
      onChange={(next) => onChange(next ?? NOTHING)}
      allowDeselect={false}
    />
  )
}
