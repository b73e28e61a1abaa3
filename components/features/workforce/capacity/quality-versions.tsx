'use client'

import { Alert, Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import type { BoardGroup, QualityVersionView } from '@/server/modules/workforce/contract'
import classes from './capacity.module.css'

/** What was published, by whom, with which numbers; each can come back. */
export function QualityVersions({ group, onDone }: { group: BoardGroup; onDone: () => void }) {
  const t = useTranslations('capacity')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  const confirm = useConfirm()
  const versions = useQuery(trpc.workforce.listQualityVersions.queryOptions({ id: group.id }))
  const restore = useMutation(
    trpc.workforce.restoreQuality.mutationOptions({
      onSuccess: async ({ number }) => {
        notifications.show({ color: 'green', message: t('published', { number }) })
        await queries.invalidateQueries(trpc.workforce.pathFilter())
        onDone()
      },
    }),
  )
  const ask = async ({ number }: QualityVersionView) => {
    const question = { title: t('restoreTitle', { number }), body: t('restoreBody'), confirm: t('restore') }
    if (await confirm(question)) restore.mutate({ groupId: group.id, version: group.version, number })
  }
  if (versions.isError) return <FailedState error={versions.error} retry={() => void versions.refetch()} />
  if (!versions.data) return <Skeleton h={160} />
  if (versions.data.length === 0) return <Text c="dimmed">{t('noVersions')}</Text>
  return (
    <Stack gap="md">
      {restore.isError && (
        <Alert color="red" role="alert">
          {failure(restore.error)}
        </Alert>
      )}
      {versions.data.map((version, index) => (
        <Version
          key={version.number}
          version={version}
          latest={index === 0}
          saving={restore.isPending}
          onRestore={() => void ask(version)}
        />
      ))}
    </Stack>
  )
}

type VersionProps = { version: QualityVersionView; latest: boolean; saving: boolean; onRestore: () => void }

function Version({ version, latest, saving, onRestore }: VersionProps) {
  const t = useTranslations('capacity')
  const format = useFormatter()
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' })
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2>{t('versionNumber', { number: version.number })}</h2>
        <Badge variant="light" color={version.mode === 'computed' ? 'blue' : 'gray'} tt="none">
          {t(`mode.${version.mode}`)}
        </Badge>
        <Text size="sm" c="dimmed">
          {version.publishedBy ?? t('stoodBefore')} · <When at={version.publishedAt} />
          {version.from && version.until && ` · ${day(version.from)} – ${day(version.until)}`}
        </Text>
        <Group>
          {!latest && (
            <Button size="compact-sm" variant="default" loading={saving} onClick={onRestore}>
              {t('restore')}
            </Button>
          )}
        </Group>
      </div>
      <Text size="sm" px="md" pb="sm">
        {format.list(version.terms.map(({ name, quality }) => t('numberOf', { name, quality })))}
      </Text>
    </section>
  )
}
