'use client'

import { Alert, Button, Drawer, Group, Skeleton, Stack, Tabs, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type BoardGroup, qualityFormula } from '@/server/modules/workforce/contract'
import { FormulaFields } from './formula-fields'
import { QualityTerms } from './quality-terms'
import { QualityVersions } from './quality-versions'

const DAY_MS = 86_400_000
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Numbers from what happened: the formula, what it would change, and what was published before. */
export function QualityDrawer({ group, onClose }: { group: BoardGroup; onClose: () => void }) {
  const t = useTranslations('capacity')
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={1080}
      title={t('qualityTitle', { group: group.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Tabs defaultValue="compute">
        <Tabs.List mb="md">
          <Tabs.Tab value="compute">{t('compute')}</Tabs.Tab>
          <Tabs.Tab value="versions">{t('versions')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="compute">
          <Compute group={group} onDone={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <QualityVersions group={group} onDone={onClose} />
        </Tabs.Panel>
      </Tabs>
    </Drawer>
  )
}

function Compute({ group, onDone }: { group: BoardGroup; onDone: () => void }) {
  const t = useTranslations('capacity')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  const confirm = useConfirm()
  const [from, setFrom] = useState(dateOf(Date.now() - 28 * DAY_MS))
  const [until, setUntil] = useState(dateOf(Date.now()))
  const [formula, setFormula] = useState(qualityFormula.parse({}))
  const period = useMemo(() => {
    const [start, end] = [Date.parse(`${from}T00:00`), Date.parse(`${until}T00:00`)]
    if (!(end >= start)) return null
    return { from: new Date(start).toISOString(), until: new Date(end + DAY_MS).toISOString() }
  }, [from, until])
  const valid = period !== null && qualityFormula.safeParse(formula).success
  const input = { groupId: group.id, from: period?.from ?? '', until: period?.until ?? '', formula }
  const preview = useQuery(trpc.workforce.previewQuality.queryOptions(input, { enabled: valid }))
  const publish = useMutation(
    trpc.workforce.publishQuality.mutationOptions({
      onSuccess: async ({ number }) => {
        notifications.show({ color: 'green', message: t('published', { number }) })
        await queries.invalidateQueries(trpc.workforce.pathFilter())
        onDone()
      },
    }),
  )
  const ask = async () => {
    const count = preview.data?.rows.filter((row) => row.before !== row.quality).length ?? 0
    const question = { title: t('publishTitle'), body: t('publishBody', { count }), confirm: t('publish') }
    if (await confirm(question)) publish.mutate({ ...input, version: group.version })
  }
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('formulaHint')}
      </Text>
      <Group gap="sm" align="flex-end">
        <TextInput
          type="date"
          label={t('from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <FormulaFields formula={formula} onChange={setFormula} />
      </Group>
      {publish.isError && (
        <Alert color="red" role="alert">
          {failure(publish.error)}
        </Alert>
      )}
      {!valid ? (
        <Text role="alert" c="var(--swy-text-failed)" size="sm">
          {t('formulaWrong')}
        </Text>
      ) : preview.isError ? (
        <FailedState error={preview.error} retry={() => void preview.refetch()} />
      ) : preview.data ? (
        <>
          <QualityTerms preview={preview.data} />
          <Group>
            <Button onClick={() => void ask()} loading={publish.isPending}>
              {t('publish')}
            </Button>
          </Group>
        </>
      ) : (
        <Skeleton h={200} />
      )}
    </Stack>
  )
}
