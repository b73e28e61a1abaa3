'use client'

import { Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconRestore } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useAuditNames } from '@/components/patterns/audit/names'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { When } from '@/components/patterns/time/when'
import type { AuditView } from '@/server/modules/accounts/contract'
import { useShiftWords } from './shift-words'
import { useAct } from './use-acts'

type Props = { kind: 'template' | 'rotation'; id: string; onClose: () => void }

/** What was changed by whom, and the way back to before it. */
export function HistoryDrawer({ kind, id, onClose }: Props) {
  const t = useTranslations('shiftTemplates.history')
  const trpc = useTRPC()
  const templates = useQuery({
    ...trpc.schedules.listTemplateHistory.queryOptions({ id }),
    enabled: kind === 'template',
  })
  const rotations = useQuery({
    ...trpc.schedules.listRotationHistory.queryOptions({ id }),
    enabled: kind === 'rotation',
  })
  const history = kind === 'template' ? templates : rotations
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={640}
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {history.isError && <FailedState error={history.error} retry={() => void history.refetch()} />}
      {history.isPending && <Skeleton h={160} />}
      <Stack gap="lg">
        {history.data?.rows.map((entry) => (
          <Entry key={entry.id} entry={entry} kind={kind} />
        ))}
      </Stack>
    </Drawer>
  )
}

function Entry({ entry, kind }: { entry: AuditView; kind: Props['kind'] }) {
  const t = useTranslations('shiftTemplates.history')
  const names = useAuditNames()
  const client = useTRPCClient()
  const confirm = useConfirm()
  const act = useAct()
  const restore = async () => {
    const question = { title: t('restoreTitle'), body: t('restoreBody'), confirm: t('restore') }
    if (!(await confirm(question))) return
    const { restoreTemplate, restoreRotation } = client.schedules
    const input = { entryId: entry.id }
    await act(
      () => (kind === 'template' ? restoreTemplate.mutate(input) : restoreRotation.mutate(input)),
      t('restored'),
    )
  }
  return (
    <section>
      <Group justify="space-between" gap="xs" mb="xs">
        <Text size="sm">
          <b>{entry.actorName}</b> · {names.action(entry.action)} · <When at={entry.at} />
        </Text>
        {entry.before && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconRestore size={14} />}
            onClick={() => void restore()}
          >
            {t('restore')}
          </Button>
        )}
      </Group>
      <ChangeTable before={entry.before} after={entry.after} {...useShiftWords()} />
    </section>
  )
}
