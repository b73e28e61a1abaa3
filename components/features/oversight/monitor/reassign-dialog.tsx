'use client'

import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { agentApi } from '@/components/features/conversations/live/agent-api'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { MovedView, ReassignInput } from '@/server/http/v1/oversight-contract'
import { oversightApi } from '../oversight-api'
import { ReassignPreview } from './reassign-preview'

type Props = {
  /** Everything this agent holds, or the one conversation. */
  agent: { id: string; name: string } | null
  conversation?: { id: string; customer: string; group: string }
  onClose: () => void
  onMoved?: () => void
}

function destinationOf(value: string): ReassignInput['to'] {
  const [kind, id = ''] = value.split(' ')
  if (kind === 'agent') return { agentId: id }
  return kind === 'group' ? { groupId: id } : { dispatch: true }
}

/** To dispatch, to one agent or to one group: said before what will happen, and after what became of each. */
export function ReassignDialog({ agent, conversation, onClose, onMoved }: Props) {
  const t = useTranslations('oversight.act')
  const effect = useEffectText(agent?.name, conversation)
  const form = useTranslations('form')
  const failure = useFailureText()
  const [to, setTo] = useState('dispatch')
  const [reason, setReason] = useState('')
  const targets = useQuery({
    queryKey: ['oversight', 'targets'],
    queryFn: () => agentApi.transferTargets(''),
  })
  const moving = useMutation({
    mutationFn: () =>
      oversightApi.reassign({
        from: conversation ? { conversationIds: [conversation.id] } : { agentId: agent?.id ?? '' },
        ...{ to: destinationOf(to), reason },
      }),
    onSuccess: onMoved,
  })
  const agents = (targets.data?.items ?? []).filter(
    ({ id, status, free }) => id !== agent?.id && status === 'online' && free > 0,
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        conversation
          ? t('reassignOneTitle', { customer: conversation.customer })
          : t('reassignTitle', { name: agent?.name ?? '' })
      }
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      {moving.data ? (
        <Result items={moving.data.items} name={agent?.name ?? ''} onClose={onClose} />
      ) : (
        <Stack>
          {moving.isError && (
            <Alert color="red" role="alert">
              {failure(moving.error)}
            </Alert>
          )}
          <Select
            label={t('to')}
            value={to}
            onChange={(value) => setTo(value ?? 'dispatch')}
            allowDeselect={false}
            searchable
            data={[
              { value: 'dispatch', label: t(conversation ? 'dispatchOne' : 'dispatch') },
              {
                group: t('agents'),
                items: agents.map(({ id, name, free }) => ({
                  value: `agent ${id}`,
                  label: `${name} (${free})`,
                })),
              },
              {
                group: t('groups'),
                items: (targets.data?.groups ?? []).map(({ id, name }) => ({
                  value: `group ${id}`,
                  label: name,
                })),
              },
            ]}
          />
          {conversation && (
            <Text size="sm" c="dimmed" aria-live="polite">
              {effect(to, targets.data)}
            </Text>
          )}
          {!conversation && agent && (
            <ReassignPreview
              agent={agent}
              to={to}
              free={agents.find(({ id }) => to === `agent ${id}`)?.free ?? null}
            />
          )}
          <TextInput
            label={t('why')}
            required
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {form('cancel')}
            </Button>
            <Button
              loading={moving.isPending}
              disabled={reason.trim() === ''}
              onClick={() => moving.mutate()}
            >
              {t('move')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

type Named = { id: string; name: string }

/** What the choice will do to the one conversation, in words. */
function useEffectText(agent: string | undefined, conversation: Props['conversation']) {
  const t = useTranslations('oversight.act')
  return (to: string, targets: { items: Named[]; groups: Named[] } | undefined): string => {
    const [kind, id] = to.split(' ')
    const from = agent ?? ''
    const customer = conversation?.customer ?? ''
    const named = (list: Named[] = []) => list.find((one) => one.id === id)?.name ?? ''
    if (kind === 'agent') return t('effect.agent', { customer, to: named(targets?.items) })
    if (kind === 'group') return t('effect.group', { customer, group: named(targets?.groups) })
    return t('effect.dispatch', { customer, agent: from, group: conversation?.group ?? '' })
  }
}

function Result({ items, name, onClose }: { items: MovedView[]; name: string; onClose: () => void }) {
  const t = useTranslations('oversight.act')
  const stayed = items.filter(({ moved }) => !moved)
  return (
    <Stack role="status">
      <Text>
        {items.length === 0 ? t('nothing', { name }) : t('moved', { count: items.length - stayed.length })}
      </Text>
      {stayed.length > 0 && (
        <>
          <Text>{t('stayed', { count: stayed.length })}</Text>
          <ul>
            {stayed.map((item) => (
              <li key={item.conversationId}>
                #{item.number} {item.customer}: {item.message}
              </li>
            ))}
          </ul>
        </>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('close')}</Button>
      </Group>
    </Stack>
  )
}
