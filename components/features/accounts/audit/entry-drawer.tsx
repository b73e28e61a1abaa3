'use client'

import { Anchor, Button, Code, Drawer, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowUpRight, IconEraser } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useAuditNames } from '@/components/patterns/audit/names'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import { type AuditView, ERASED } from '@/server/modules/accounts/contract'
import classes from './entry-drawer.module.css'
import { recordHref } from './record-href'

type Props = { entry: AuditView | null; changes: ReactNode | null; onClose: () => void }

export function EntryDrawer({ entry, changes, onClose }: Props) {
  const names = useAuditNames()
  const t = useTranslations('audit')
  const label = entry && (entry.label === ERASED ? t('erased') : names.record(entry))
  return (
    <Drawer
      opened={entry !== null}
      onClose={onClose}
      position="right"
      size={600}
      title={entry && `${label} · ${names.action(entry.action)}`}
    >
      {entry && (
        <Stack gap="lg">
          <Facts entry={entry} />
          <RecordLink entry={entry} />
          {changes ?? <ChangeTable before={entry.before} after={entry.after} />}
          <Erase entry={entry} onDone={onClose} />
        </Stack>
      )}
    </Drawer>
  )
}

function Facts({ entry }: { entry: AuditView }) {
  const t = useTranslations('audit')
  const shown = (value: string | null) => (value === ERASED ? t('erased') : value)
  const where = [shown(entry.ip), entry.client].filter(Boolean).join(' · ')
  const via =
    entry.via === 'token' ? t('viaToken', { name: shown(entry.viaName) ?? '' }) : entry.via && t('viaSession')
  const facts: [string, ReactNode][] = [
    [t('at'), <When key="at" at={entry.at} />],
    [t('actor'), shown(entry.actorName)],
    [t('origin'), where || t('unknownOrigin')],
    [t('via'), via],
    [t('request'), entry.requestId && <Code key="request">{entry.requestId}</Code>],
    [t('place'), entry.position === null ? t('unsealed') : <Place key="place" entry={entry} />],
  ]
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Place({ entry }: { entry: AuditView }) {
  return (
    <>
      {entry.position} <Code title={entry.hash ?? ''}>{entry.hash?.slice(0, 16)}…</Code>
    </>
  )
}

function RecordLink({ entry }: { entry: AuditView }) {
  const t = useTranslations('audit')
  const href = entry.action === 'deleted' ? null : recordHref(entry)
  if (!href) return null
  return (
    <Anchor component={Link} href={href} size="sm">
      {t('openRecord')} <IconArrowUpRight size={14} aria-hidden />
    </Anchor>
  )
}

/** Whom an entry is about: the person who is the record, else who acted. */
function subjectOf({ entity, entityId, label, actorId, actorName }: AuditView) {
  if (entity === 'user' || entity === 'agent') return { id: entityId, name: label }
  return actorId ? { id: actorId, name: actorName } : null
}

function Erase({ entry, onDone }: { entry: AuditView; onDone: () => void }) {
  const t = useTranslations('audit')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const text = useFailureText()
  const mayErase = useCan()('audit.erase')
  const subject = subjectOf(entry)
  const erase = useMutation(
    trpc.accounts.eraseFromAudit.mutationOptions({
      onSuccess: async ({ values }) => {
        await queries.invalidateQueries(trpc.accounts.listAudit.queryFilter())
        notifications.show({ color: 'green', message: t('erase.done', { values }) })
        onDone()
      },
      onError: (error) => notifications.show({ color: 'red', message: text(error) }),
    }),
  )
  if (!mayErase || !subject || subject.name === ERASED) return null
  async function ask(userId: string, name: string): Promise<void> {
    const question = {
      title: t('erase.title', { name }),
      body: t('erase.body'),
      confirm: t('erase.confirm'),
      danger: true,
    }
    if (await confirm(question)) erase.mutate({ userId })
  }
  return (
    <Group gap="xs">
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        leftSection={<IconEraser size={14} />}
        loading={erase.isPending}
        onClick={() => void ask(subject.id, subject.name)}
      >
        {t('erase.open', { name: subject.name })}
      </Button>
      <Text size="xs" c="dimmed">
        {t('erase.hint')}
      </Text>
    </Group>
  )
}
