'use client'

import { Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRestore } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useAuditNames } from '@/components/patterns/audit/names'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import type { AuditView } from '@/server/modules/accounts/contract'
import { ruleConditions } from '@/server/modules/dispatch/contract'
import { useConditionWords } from './use-condition-words'
import { type Routing, useMayWrite, useRefreshRouting } from './use-routing'

type Props = { id: string; routing: Routing; onClose: () => void }

export function RuleHistory({ id, routing, onClose }: Props) {
  const t = useTranslations('routing.history')
  const trpc = useTRPC()
  const history = useQuery(trpc.dispatch.listRuleHistory.queryOptions({ id }))
  return (
    <Drawer opened onClose={onClose} position="right" size={640} title={t('title')}>
      {history.isError && <FailedState error={history.error} retry={() => void history.refetch()} />}
      {history.isPending && (
        <Late>
          <Skeleton h={160} />
        </Late>
      )}
      {history.data?.total === 0 && <Text c="dimmed">{t('none')}</Text>}
      <Stack gap="lg">
        {history.data?.rows.map((entry) => (
          <Entry key={entry.id} entry={entry} routing={routing} />
        ))}
      </Stack>
    </Drawer>
  )
}

function Entry({ entry, routing }: { entry: AuditView; routing: Routing }) {
  const t = useTranslations('routing.history')
  const names = useAuditNames()
  const flatten = useFlat(routing)
  return (
    <section>
      <Group justify="space-between" gap="xs" mb="xs">
        <Text size="sm">
          <b>{entry.actorName}</b> · {names.action(entry.action)} · <When at={entry.at} />
        </Text>
        <Restore entry={entry} />
      </Group>
      <ChangeTable
        before={flatten(entry.before)}
        after={flatten(entry.after)}
        nameOf={(field) => (field in fields ? t(`field.${field as keyof typeof fields}`) : field)}
      />
    </section>
  )
}

const fields = { name: true, enabled: true, groupName: true, priorityBoost: true, position: true }

/** One row per condition, by its name; the group by the name it had. */
function useFlat(routing: Routing) {
  const wordsOf = useConditionWords(routing)
  return (snapshot: Record<string, unknown> | null): Record<string, unknown> | null => {
    if (!snapshot) return null
    const { conditions, groupId: _, ...rest } = snapshot
    const words = wordsOf(ruleConditions.safeParse(conditions).data ?? {})
    return { ...rest, ...Object.fromEntries(words.map(({ label, text }) => [label, text])) }
  }
}

/** Back to before the entry, for those who may; a deleted rule is made again. */
function Restore({ entry }: { entry: AuditView }) {
  const t = useTranslations('routing.history')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const refresh = useRefreshRouting()
  const text = useFailureText()
  const mayWrite = useMayWrite()
  if (!entry.before || !mayWrite) return null
  async function ask(): Promise<void> {
    const question = { title: t('restoreTitle'), body: t('restoreBody'), confirm: t('restore') }
    if (!(await confirm(question))) return
    try {
      const { leftOut } = await client.dispatch.restoreRule.mutate({ entryId: entry.id })
      notifications.show({ color: 'green', message: t('restored', { leftOut }) })
    } catch (error) {
      notifications.show({ color: 'red', message: text(error) })
    }
    await refresh()
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconRestore size={14} />}
      onClick={() => void ask()}
    >
      {t('restore')}
    </Button>
  )
}
