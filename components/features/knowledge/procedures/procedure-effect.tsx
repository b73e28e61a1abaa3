'use client'

import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import type { ProcedureStep, ProcedureView } from '@/server/modules/knowledge/contract'
import { findStepProblems } from '@/server/modules/knowledge/contract'

type Props = { steps: readonly ProcedureStep[]; stored: ProcedureView | null; onDone: () => void }

/** What keeps it from being walked, and what of it was published before. */
export function ProcedureEffect({ steps, stored, onDone }: Props) {
  const t = useTranslations('procedures')
  const problems = findStepProblems(steps)
  return (
    <Stack gap="md">
      <div aria-live="polite">
        {problems.length === 0 ? (
          <Text size="sm">{t('walkable', { count: steps.length })}</Text>
        ) : (
          <Alert color="yellow" icon={<IconAlertTriangle size={18} />} title={t('notWalkable')}>
            <List size="sm">
              {problems.map(({ step, key, code }) => (
                <List.Item key={`${step} ${code}`}>
                  {t(`problem.${code}`, { step: `${step + 1}. ${key}` })}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
      </div>
      <Text size="sm" c="dimmed">
        {t('kindsHint', { example: '{{…}}' })}
      </Text>
      {stored && <Versions procedure={stored} onDone={onDone} />}
    </Stack>
  )
}

function Versions({ procedure, onDone }: { procedure: ProcedureView; onDone: () => void }) {
  const words = useTranslations('knowledge')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const failure = useFailureText()
  const versions = useQuery(trpc.procedures.versions.queryOptions({ id: procedure.id }))
  const restore = async (number: number) => {
    try {
      const { id, version } = procedure
      await client.procedures.restoreVersion.mutate({ id, version, number })
      notifications.show({ color: 'green', message: words('restored', { number }) })
      onDone()
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.procedures.pathFilter())
  }
  return (
    <div>
      <Text fw={600} size="sm" mb={4}>
        {words('versions')}
      </Text>
      {versions.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {words('versionsNone')}
        </Text>
      )}
      <Stack gap={4}>
        {versions.data?.map(({ number, publishedAt, publishedBy }) => (
          <Group key={number} justify="space-between" gap="xs">
            <div>
              <Text size="sm">{words('version', { number })}</Text>
              <Text size="xs" c="dimmed" component="div">
                <When at={publishedAt} /> {publishedBy && words('versionBy', { name: publishedBy })}
              </Text>
            </div>
            <Button size="compact-sm" variant="default" flex="none" onClick={() => void restore(number)}>
              {words('toDraft')}
            </Button>
          </Group>
        ))}
      </Stack>
    </div>
  )
}
