'use client'

import { Badge, Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useMe } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import {
  type Column,
  DataTable,
  FilterLine,
  FilterSelect,
  filterOf,
  SearchBox,
  type TableState,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { useRecordPanels } from '@/components/patterns/data-table/record-panels'
import { Page } from '@/components/patterns/page/page'
import { useRoleName } from '@/components/patterns/role-name'
import { scopeOf } from '@/server/access'
import type { AlarmRuleView } from '@/server/modules/oversight/contract'
import { filterRules, ruleStates } from './filter-rules'
import { RuleBulk, RuleHistory, RuleMenu } from './rule-acts'
import { RuleDrawer } from './rule-drawer'
import { unitOf } from './unit-of'
import { useRuleChoices } from './use-rule-choices'

function useColumns(): Column<AlarmRuleView>[] {
  const t = useTranslations('oversight')
  const roleName = useRoleName()
  const choices = useRuleChoices()
  return useMemo(
    () => [
      {
        id: 'name',
        title: t('rules.name'),
        cell: (row) => row.name || t(`kind.${row.kind}`),
        heading: true,
        sortable: true,
      },
      {
        id: 'level',
        title: t('rules.level'),
        cell: (row) => t(`level.${row.level}`),
        width: 120,
        sortable: true,
      },
      {
        id: 'threshold',
        title: t('rules.threshold'),
        sortable: true,
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
            ...roleKeys.map(
              (key) => choices?.roles.flatMap((role) => (role.key === key ? [roleName(role)] : []))[0] ?? key,
            ),
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
      {
        id: 'open',
        title: t('rules.openNow'),
        cell: (row) => row.open,
        align: 'end',
        width: 120,
        sortable: true,
      },
      {
        id: 'enabled',
        title: t('rules.enabled'),
        sortable: true,
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
    [t, choices, roleName],
  )
}

const stateFilter = filterOf(ruleStates)

export function RulesScreen() {
  const t = useTranslations('oversight')
  const trpc = useTRPC()
  const columns = useColumns()
  const mayWrite = scopeOf(useMe(), 'alarms.write') === 'all'
  const table = useTableState(columns, { id: 'name', direction: 'asc' })
  const [state, setState] = useQueryState('state', stateFilter)
  const panels = useRecordPanels()
  const list = useQuery(trpc.oversight.listAlarmRules.queryOptions())
  const nameOf = (row: AlarmRuleView) => row.name || t(`kind.${row.kind}`)
  const found = list.data && filterRules(list.data, { search: table.search, state, sort: table.sort, nameOf })
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('rules.new')}
    </Button>
  )
  const message = useListMessage(
    { ...list, data: found && { total: found.length } },
    {
      narrowed: table.search !== '' || state !== null,
      clear: () => {
        table.setSearch('')
        void setState(null)
      },
      none: { title: t('rules.none'), action: create },
    },
  )
  const rule = list.data?.find(({ id }) => id === panels.opened)
  const copyOf = list.data?.find(({ id }) => id === panels.copyOf)
  return (
    <Page title={t('rules.title')} purpose={t('rules.purpose')} actions={create}>
      <FilterLine end={<TableTools screen="alarm-rules" columns={columns} state={table} />}>
        <SearchBox state={table} placeholder={t('rules.name')} />
        <FilterSelect
          options={ruleStates.map((value) => ({ value, label: t(`rules.state.${value}`) }))}
          value={state}
          onChange={(value) => {
            void setState(value)
            table.toFirstPage()
          }}
          all={t('rules.state.all')}
          label={t('rules.enabled')}
        />
      </FilterLine>
      <DataTable
        label={t('rules.title')}
        columns={columns}
        state={table}
        list={{ data: found && pageOf(found, table), isPlaceholderData: false }}
        message={message}
        nameOf={nameOf}
        onOpen={(row) => panels.open(row.id)}
        isQuiet={(row) => !row.enabled}
        rowActions={(row) => (
          <RuleMenu
            row={row}
            mayWrite={mayWrite}
            onOpen={() => panels.open(row.id)}
            onCopy={() => panels.open('new', row.id)}
            onHistory={() => panels.history(row.id)}
          />
        )}
        {...(mayWrite && {
          bulk: (rows: AlarmRuleView[], clear: () => void) => <RuleBulk rows={rows} onDone={clear} />,
        })}
      />
      {((panels.opened === 'new' && (panels.copyOf === null || copyOf)) || rule) && (
        <RuleDrawer
          key={`${panels.opened} ${panels.copyOf}`}
          rule={rule ?? null}
          copyOf={copyOf ?? null}
          readOnly={!mayWrite}
          onClose={panels.close}
        />
      )}
      {panels.historyOf !== null && (
        <RuleHistory id={panels.historyOf} mayRestore={mayWrite} onClose={panels.close} />
      )}
    </Page>
  )
}

/** The rules come as a whole: they are few. */
const pageOf = (rules: AlarmRuleView[], { page, pageSize }: TableState) => ({
  rows: rules.slice((page - 1) * pageSize, page * pageSize),
  total: rules.length,
})
