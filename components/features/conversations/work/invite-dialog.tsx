'use client'

import { Radio, ScrollArea, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import dialogs from '../dialogs/dialogs.module.css'
import { agentApi } from '../live/agent-api'
import type { View } from '../live/live-state'
import { useAgentId } from '../live/use-live'
import { StatusDot } from '../status/status-dot'
import { workApi } from './work-api'

type Part = 'consulted' | 'advisor'
type Props = { view: View; part: Part; onClose: () => void; onDone: () => void }

/** Asks a colleague: aside, where the customer sees nothing, or into the conversation. */
export function InviteDialog({ view, part: first, onClose, onDone }: Props) {
  const t = useTranslations('workspace.invite')
  const client = useQueryClient()
  const [part, setPart] = useState<Part>(first)
  const [userId, setUserId] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const invite = useMutation({
    mutationFn: (id: string) => workApi.invite(view.id, { userId: id, part, note: note.trim() || undefined }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['workspace', 'participants', view.id] })
      onDone()
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('title')}
      submit={t(`submit.${part}`)}
      onClose={onClose}
      onSubmit={() => userId && invite.mutate(userId)}
      error={invite.error}
      saving={invite.isPending}
      ready={userId !== null}
      size="lg"
    >
      <SegmentedControl
        fullWidth
        size="xs"
        value={part}
        onChange={(value) => setPart(value as Part)}
        aria-label={t('how')}
        data={(['consulted', 'advisor'] as const).map((value) => ({ value, label: t(`part.${value}`) }))}
      />
      <Text size="sm" c="dimmed" mt={4}>
        {t(`explain.${part}`)}
      </Text>
      <Colleagues holderId={view.agent?.id ?? null} value={userId} onChange={setUserId} />
      <Textarea
        mt="sm"
        label={t('note')}
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

type ColleaguesProps = { holderId: string | null; value: string | null; onChange: (id: string) => void }

function Colleagues({ holderId, value, onChange }: ColleaguesProps) {
  const t = useTranslations('workspace.invite')
  const status = useTranslations('workspace.status.name')
  const me = useAgentId()
  const [search, setSearch] = useState('')
  const targets = useQuery({
    queryKey: ['workspace', 'transfer-targets', search],
    queryFn: () => agentApi.transferTargets(search),
    placeholderData: (before) => before,
  })
  const agents = (targets.data?.items ?? []).filter(({ id }) => id !== me && id !== holderId)
  return (
    <>
      <TextInput
        mt="sm"
        data-autofocus
        label={t('who')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ScrollArea.Autosize mah={220} mt={4} type="auto">
        <Radio.Group value={value} onChange={onChange} aria-label={t('who')}>
          {agents.map((agent) => (
            <Radio.Card key={agent.id} value={agent.id} className={dialogs.choice} aria-label={agent.name}>
              <Radio.Indicator size="xs" />
              <span className={dialogs.choiceName}>{agent.name}</span>
              <span className={dialogs.state}>
                <StatusDot status={agent.status} />
                {status(`${agent.status as 'online'}`)}
              </span>
            </Radio.Card>
          ))}
        </Radio.Group>
        {targets.data && agents.length === 0 && (
          <Text c="dimmed" p="md" ta="center">
            {t('nobody')}
          </Text>
        )}
      </ScrollArea.Autosize>
    </>
  )
}
