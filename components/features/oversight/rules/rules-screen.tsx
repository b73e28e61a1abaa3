'use client'

import { Badge, Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useMe } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { type Column, DataTable, useListMessage, useTableState } from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { scopeOf } from '@/server/access'
import type { AlarmRuleView } from '@/server/modules/oversight/contract'
import { RuleDrawer } from './rule-drawer'
import { unitOf } from './unit-of'

function useColumns(): Column<AlarmRuleView>[] {
  const t = useTranslations('oversight')
  return useMemo(
    () => [
      { id: 'name', title: t('rules.name'), cell: (row) => row.name || t(`kind.${row.kind}`), heading: true },
      { id: 'level', title: t('rules.level'), cell: (row) => t(`level.${row.level}`), width: 120 },
      {
        id: 'threshold',
        title: t('rules.threshold'),
        cell: (row) =>
          row.kind === 'no_reply' && row.threshold === 0
            ? t('rules.ownThreshold')
            : `${row.threshold} ${t(`rules.unit.${unitOf(row.kind)}`)}`,
        width: 200,
      },
      {
        id: 'receivers',
        title: t('rules.receivers'),
        cell: ({ receivers: { owner, roleKeys, userIds } }) =>
          [
            ...(owner ? [t('rules.owner')] : []),
            ...roleKeys,
            ...(userIds.length ? [t('rules.people', { count: userIds.length })] : []),
          ].join(', ') || t('rules.nobody'),
      },
      {
        id: 'scope',
        title: t('rules.scope'),
        cell: ({ scope }) => scope.groupIds.length + scope.channelIds.length || t('rules.everywhere'),
        width: 140,
        optional: true,
      },
      { id: 'open', title: t('rules.openNow'), cell: (row) => row.open, align: 'end', width: 120 },
      {
        id: 'enabled',
        title: t('rules.enabled'),
        cell: (row) =>
          row.enabled ? (
            t('rules.enabled')
          ) : (
            <Badge variant="default" size="sm">
              {t('rules.off')}
            </Badge>
          ),
        width: 110,
      },
    ],
    [t],
  )
}

export function RulesScreen() {
  const t = useTranslations('oversight')
  const trpc = useTRPC()
  const columns = useColumns()
  const mayWrite = scopeOf(useMe(), 'alarms.write') === 'all'
  const state = useTableState(columns, { id: 'name', direction: 'asc' })
  const [opened, setOpened] = useQueryState('open', parseAsString)
  const list = useQuery(trpc.oversight.listAlarmRules.queryOptions())
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => void setOpened('new')}>
      {t('rules.new')}
    </Button>
  )
  const message = useListMessage(
    { ...list, data: list.data && { total: list.data.length } },
    { narrowed: false, clear: () => {}, none: { title: t('rules.none'), action: create } },
  )
  const rows = list.data?.slice((state.page - 1) * state.pageSize, state.page * state.pageSize)
  const rule = list.data?.find(({ id }) => id === opened)
  return (
    <Page title={t('rules.title')} purpose={t('rules.purpose')} actions={create}>
      <DataTable
        label={t('rules.title')}
        columns={columns}
        state={state}
        rows={rows}
        total={list.data?.length ?? 0}
        message={message}
        nameOf={(row) => row.name || t(`kind.${row.kind}`)}
        onOpen={(row) => void setOpened(row.id)}
        isQuiet={(row) => !row.enabled}
      />
      {(opened === 'new' || rule) && (
        <RuleDrawer
          key={`${opened} ${rule?.version}`}
          rule={rule ?? null}
          readOnly={!mayWrite}
          onClose={() => void setOpened(null)}
        />
      )}
    </Page>
  )
}
