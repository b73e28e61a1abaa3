'use client'

import { Alert, Button, Checkbox, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { IconTheater } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { DemoState } from '@/server/modules/setup/contract'
import { ClaimForm } from './claim-form'
import classes from './guide.module.css'

/** Says that this is the demo, what removing it takes and leaves, and how far that has come. */
export function DemoSection({ there }: { there: boolean }) {
  const t = useTranslations('guide')
  const trpc = useTRPC()
  const [keepTests, setKeepTests] = useState(false)
  const demo = useQuery(
    trpc.setup.getDemo.queryOptions({ keepTests }, { enabled: there, refetchInterval: 3_000 }),
  )
  if (!there || !demo.data) return null
  const { removal } = demo.data
  return (
    <Alert color="blue" icon={<IconTheater size={20} />} title={t('demo.title')}>
      {removal?.running ? (
        <Running done={removal.done} total={removal.total} />
      ) : (
        <Stack gap="sm">
          <Text>{t('demo.hint')}</Text>
          <Counts counts={demo.data.counts} />
          {demo.data.tests > 0 && (
            <Checkbox
              label={t('demo.keepTests', { count: demo.data.tests })}
              description={t('demo.keepTestsHint')}
              checked={keepTests}
              onChange={(event) => setKeepTests(event.currentTarget.checked)}
            />
          )}
          <KeptList kept={demo.data.kept} />
          {demo.data.isDemoUser ? <ClaimForm /> : <Remove keepTests={keepTests} />}
        </Stack>
      )}
    </Alert>
  )
}

function Running({ done, total }: { done: number; total: number }) {
  const t = useTranslations('guide')
  return (
    <Stack gap="xs">
      <Text role="status">{t('demo.running', { done, total })}</Text>
      <Progress value={total === 0 ? 100 : (done / total) * 100} aria-label={t('demo.title')} />
    </Stack>
  )
}

const kinds = ['conversations', 'customers', 'users', 'skill_groups', 'channels', 'routing_rules'] as const

function Counts({ counts }: { counts: DemoState['counts'] }) {
  const t = useTranslations('guide')
  return (
    <Text>
      {t('demo.goes')}{' '}
      {kinds.map((kind) => t(`demo.count.${kind}`, { count: counts[kind] ?? 0 })).join(' · ')}
    </Text>
  )
}

function KeptList({ kept }: { kept: DemoState['kept'] }) {
  const t = useTranslations('guide')
  if (kept.length === 0) return null
  return (
    <div>
      <Title order={2} size="h6">
        {t('demo.kept')}
      </Title>
      <ul className={classes.kept}>
        {kept.map(({ kind, name, because }) => (
          <li key={`${kind} ${name}`}>
            {because.kind === 'conversations'
              ? t('demo.keptForConversations', { name })
              : t('demo.keptFor', { name, because: because.name })}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Remove({ keepTests }: { keepTests: boolean }) {
  const t = useTranslations('guide')
  const trpc = useTRPC()
  const confirm = useConfirm()
  const text = useFailureText()
  const queries = useQueryClient()
  const removing = useMutation(
    trpc.setup.removeDemo.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  )
  const ask = async () => {
    const question = {
      title: t('demo.sure'),
      body: t('demo.sureBody'),
      confirm: t('demo.remove'),
      danger: true,
    }
    if (await confirm(question)) removing.mutate({ keepTests })
  }
  return (
    <Group>
      <Button color="red" loading={removing.isPending} onClick={() => void ask()}>
        {t('demo.remove')}
      </Button>
      {removing.isError && (
        <Text role="alert" c="var(--swy-text-failed)">
          {text(removing.error)}
        </Text>
      )}
    </Group>
  )
}
