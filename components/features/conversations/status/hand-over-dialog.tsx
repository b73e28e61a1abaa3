'use client'

import { Button, Checkbox, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { HandOverResult } from '@/server/modules/dispatch/contract'
import { agentApi } from '../live/agent-api'

/** Gives every live conversation back to dispatch, and tells what became of each. */
export function HandOverDialog({ count, onClose }: { count: number; onClose: () => void }) {
  const t = useTranslations('workspace.shiftEnd')
  const failure = useFailureText()
  const [reason, setReason] = useState(t('reasonDefault'))
  const [goOffline, setGoOffline] = useState(true)
  const handOver = useMutation({ mutationFn: agentApi.handOver })
  const results = handOver.data?.items
  return (
    <Modal opened onClose={onClose} title={t('title')} closeButtonProps={{ 'aria-label': t('close') }}>
      {results ? (
        <Results results={results} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            handOver.mutate({ reason: reason.trim(), goOffline })
          }}
        >
          <Stack gap="md">
            <Text size="sm">{t('explain', { count })}</Text>
            <TextInput
              label={t('reason')}
              value={reason}
              maxLength={200}
              required
              data-autofocus
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Checkbox
              label={t('goOffline')}
              checked={goOffline}
              onChange={(event) => setGoOffline(event.currentTarget.checked)}
            />
            {handOver.isError && (
              <Text role="alert" size="sm" c="var(--swy-text-failed)">
                {failure(handOver.error)}
              </Text>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={handOver.isPending} disabled={reason.trim() === ''}>
                {t('handOver')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}

function Results({ results, onClose }: { results: HandOverResult[]; onClose: () => void }) {
  const t = useTranslations('workspace.shiftEnd')
  const failure = useFailureText()
  const said = (result: HandOverResult) => {
    const group = result.groupName ?? ''
    if (result.error) return t('outcome.failed', { why: failure(result.error) })
    if (result.agentName) return t('outcome.agent', { agent: result.agentName })
    return result.outcome === 'queue' ? t('outcome.queue', { group }) : t('outcome.unassigned', { group })
  }
  return (
    <Stack gap="md">
      {results.length === 0 ? (
        <Text size="sm">{t('nothing')}</Text>
      ) : (
        <List size="sm" spacing="xs" role="status">
          {results.map((result) => (
            <List.Item key={result.conversationId} c={result.error ? 'var(--swy-text-failed)' : undefined}>
              <b>{result.customerName}</b> #{result.number} · {said(result)}
            </List.Item>
          ))}
        </List>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('done')}</Button>
      </Group>
    </Stack>
  )
}
