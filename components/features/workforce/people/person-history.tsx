'use client'

import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRestore } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useAuditNames } from '@/components/patterns/audit/names'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import type { AuditView } from '@/server/modules/accounts/contract'
import { usePersonWords } from './person-words'
import { useRefreshPeople } from './use-people'
import { useReasonText } from './use-reason-text'

export function PersonHistory({ id }: { id: string }) {
  const t = useTranslations('people.history')
  const trpc = useTRPC()
  const history = useQuery(trpc.workforce.people.history.queryOptions({ id }))
  if (history.isError) return <FailedState error={history.error} retry={() => void history.refetch()} />
  if (!history.data)
    return (
      <Late>
        <Skeleton h={160} />
      </Late>
    )
  if (history.data.total === 0) return <Text c="dimmed">{t('none')}</Text>
  return (
    <Stack gap="lg">
      {history.data.rows.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </Stack>
  )
}

function Entry({ entry }: { entry: AuditView }) {
  const names = useAuditNames()
  return (
    <section>
      <Group justify="space-between" gap="xs" mb="xs">
        <Text size="sm">
          <b>{entry.actorName}</b> · {names.action(entry.action)} · <When at={entry.at} />
        </Text>
        <RestorePerson entry={entry} />
      </Group>
      {(entry.before || entry.after) && <PersonChanges entry={entry} />}
    </section>
  )
}

/** What an entry changed of a person, in words. */
export function PersonChanges({ entry }: { entry: AuditView }) {
  const words = usePersonWords()
  return (
    <ChangeTable
      before={words.flatten(entry.before)}
      after={words.flatten(entry.after)}
      nameOf={words.nameOf}
      show={words.show}
    />
  )
}

/** Entries that hold the whole person, and were not about whether they are disabled. */
const undone = ['updated', 'imported', 'restored', 'deleted']

export function RestorePerson({ entry }: { entry: AuditView }) {
  const t = useTranslations('people.history')
  const trpc = useTRPC()
  const allowed = useCan()
  const confirm = useConfirm()
  const refresh = useRefreshPeople()
  const text = useFailureText()
  const reason = useReasonText()
  const restore = useMutation(
    trpc.workforce.people.restore.mutationOptions({
      onSuccess: async ({ leftOut }) => {
        await refresh()
        notifications.show({ color: 'green', message: t('restored', { leftOut }) })
      },
      onError: (error) => notifications.show({ color: 'red', message: reason(error) ?? text(error) }),
    }),
  )
  if (entry.entity !== 'user' || !undone.includes(entry.action) || !entry.before?.user) return null
  if (!allowed('agents.write')) return null
  async function ask(): Promise<void> {
    const question = { title: t('restoreTitle'), body: t('restoreBody'), confirm: t('restore') }
    if (await confirm(question)) restore.mutate({ entryId: entry.id })
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconRestore size={14} />}
      loading={restore.isPending}
      onClick={() => void ask()}
    >
      {t('restore')}
    </Button>
  )
}
