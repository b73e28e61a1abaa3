'use client'

import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan, useMe } from '@/components/client/me'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { TransferDialog } from '../dialogs/transfer-dialog'
import { agentApi } from '../live/agent-api'
import type { View } from '../live/live-state'
import type { Source } from './use-conversation'

/** For what nobody holds: take it out of the queue, claim the message, or give it to somebody. */
export function ByHand({ view, source }: { view: View; source: Source }) {
  const t = useTranslations('workspace.byHand')
  const failure = useFailureText()
  const queries = useQueryClient()
  const can = useCan()
  const me = useMe()
  const [assigning, setAssigning] = useState(false)
  const put = (after: View) => {
    source.loader.put([after])
    void queries.invalidateQueries({ queryKey: ['workspace'] })
  }
  const take = useMutation({
    mutationFn: (act: 'pick' | 'claim') => agentApi[act](view.id),
    onSuccess: put,
    onError: () => void queries.invalidateQueries({ queryKey: ['workspace'] }),
  })
  const unheld = view.endedAt === null && view.agent === null && view.status !== 'with_bot'
  const groupId = view.group?.id ?? null
  const own = unheld && source.agentId !== null && groupId !== null && me.groupIds.includes(groupId)
  const mayPick = own && view.status === 'queued' && can('conversations.pick', { groupIds: [groupId] })
  const mayClaim = own && view.status !== 'queued'
  const mayAssign = unheld && can('conversations.over_limit', { groupIds: [groupId] })
  if (!mayPick && !mayClaim && !mayAssign) return null
  return (
    <>
      <Group justify="center" gap="xs" mt="xs">
        {mayPick && (
          <Button size="compact-sm" loading={take.isPending} onClick={() => take.mutate('pick')}>
            {t('pick')}
          </Button>
        )}
        {mayClaim && (
          <Button size="compact-sm" loading={take.isPending} onClick={() => take.mutate('claim')}>
            {t('claim')}
          </Button>
        )}
        {mayAssign && (
          <Button size="compact-sm" variant="default" onClick={() => setAssigning(true)}>
            {t('assign')}
          </Button>
        )}
      </Group>
      {take.isError && (
        <Text role="alert" size="sm" mt="xs" c="var(--swy-text-failed)">
          {failure(take.error)}
        </Text>
      )}
      <TransferDialog
        act="assign"
        view={view}
        opened={assigning}
        onClose={() => setAssigning(false)}
        onDone={put}
      />
    </>
  )
}
