'use client'

import { Button, Menu, NumberInput, Select, Stack, Switch, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCalendarPlus, IconCopy, IconRotate } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import { dayNumber, isoDay } from '@/server/modules/schedules/contract'
import type { RosterViewState } from './use-view'

type Kind = 'rotation' | 'copy'
type Props = { view: RosterViewState; onDone: () => Promise<void> }

/** Filling what is shown from rotations, or from an earlier period. */
export function FillMenu({ view, onDone }: Props) {
  const t = useTranslations('roster.fill')
  const [open, setOpen] = useState<Kind | null>(null)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconCalendarPlus size={16} />}>
            {t('open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconRotate size={16} />} onClick={() => setOpen('rotation')}>
            {t('rotation')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => setOpen('copy')}>
            {t('copy')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open && (
        <FillDialog key={open} kind={open} view={view} onClose={() => setOpen(null)} onDone={onDone} />
      )}
    </>
  )
}

function FillDialog({ kind, view, onClose, onDone }: Props & { kind: Kind; onClose: () => void }) {
  const t = useTranslations('roster.fill')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [replace, setReplace] = useState(false)
  const [rotationId, setRotationId] = useState<string | null>(null)
  const [weeks, setWeeks] = useState(1)
  const rotations = useQuery(trpc.schedules.listRotations.queryOptions({ state: 'active', pageSize: 200 }))
  const { from, until, days } = view.period
  const whom = { groupId: view.groupId, search: view.search }
  const run = (dryRun: boolean) =>
    kind === 'rotation'
      ? client.schedules.fillPeriod.mutate({ from, until, ...whom, rotationId, replace, dryRun })
      : client.schedules.copyPeriod.mutate({
          ...{
            ...whom,
            from: isoDay(dayNumber(from) - 7 * weeks),
            to: from,
            days: days.length,
            replace,
            dryRun,
          },
        })
  const trial = useQuery({
    queryKey: ['fill', kind, from, until, whom, rotationId, weeks, replace],
    queryFn: () => run(true),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  const fill = useMutation({
    mutationFn: () => run(false),
    onSuccess: async (report) => {
      await onDone()
      notifications.show({
        color: 'green',
        message: t('done', { planned: report.planned, replaced: report.replaced }),
      })
      onClose()
    },
  })
  const report = trial.data
  const nothing = !report || report.planned + report.replaced === 0
  return (
    <FormDialog
      title={t(kind === 'rotation' ? 'rotation' : 'copy')}
      submit={t('submit')}
      onClose={onClose}
      onSubmit={() => fill.mutate()}
      error={fill.error ?? trial.error}
      saving={fill.isPending}
      ready={!nothing && !trial.isPlaceholderData}
    >
      <Stack gap="md">
        {kind === 'rotation' ? (
          <Select
            label={t('which')}
            placeholder={t('allRotations')}
            data={(rotations.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={rotationId}
            onChange={setRotationId}
            clearable
          />
        ) : (
          <NumberInput
            label={t('weeksBack')}
            min={1}
            max={52}
            value={weeks}
            onChange={(value) => setWeeks(Math.max(1, Math.min(52, Math.round(Number(value) || 1))))}
          />
        )}
        <Switch
          label={t('replace')}
          description={t('replaceHint')}
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
        <Text size="sm" role="status" c={nothing ? 'dimmed' : undefined}>
          {report
            ? nothing
              ? t('nothing')
              : t('effect', {
                  planned: report.planned,
                  replaced: report.replaced,
                  kept: report.kept,
                  agents: report.agents,
                })
            : ' '}
        </Text>
      </Stack>
    </FormDialog>
  )
}
