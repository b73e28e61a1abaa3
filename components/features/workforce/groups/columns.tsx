'use client'

import { Group, Text, Tooltip } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Column } from '@/components/patterns/data-table'
import type { GroupRow } from '@/server/modules/workforce/contract'
import { GroupStateBadge } from './group-state'

export function useGroupColumns(): Column<GroupRow>[] {
  const t = useTranslations('groups')
  return useMemo(
    () => [
      { id: 'name', title: t('name'), cell: (row) => row.name, sortable: true, heading: true },
      {
        id: 'description',
        title: t('description'),
        cell: (row) => (
          <Text size="sm" c="dimmed" lineClamp={1}>
            {row.description || '–'}
          </Text>
        ),
        optional: true,
      },
      { id: 'parent', title: t('parent'), cell: (row) => row.parentName ?? '–', optional: true },
      {
        id: 'members',
        title: t('members'),
        cell: (row) => <Members row={row} />,
        sortable: true,
        align: 'end',
        width: 112,
      },
      {
        id: 'online',
        title: t('online'),
        cell: (row) => row.online,
        sortable: true,
        align: 'end',
        width: 112,
      },
      {
        id: 'used',
        title: t('places'),
        cell: (row) => <Places row={row} />,
        sortable: true,
        align: 'end',
        width: 128,
      },
      {
        id: 'queue',
        title: t('queue'),
        cell: (row) => <Waiting row={row} />,
        sortable: true,
        align: 'end',
        width: 96,
      },
      {
        id: 'serviceLevel',
        title: t('serviceLevel'),
        cell: (row) => t('seconds', { seconds: row.serviceLevelSeconds }),
        sortable: true,
        align: 'end',
        width: 128,
      },
      {
        id: 'state',
        title: t('stateTitle'),
        cell: (row) => <GroupStateBadge state={row.state} />,
        sortable: true,
        width: 128,
      },
    ],
    [t],
  )
}

function Members({ row }: { row: GroupRow }) {
  const t = useTranslations('groups')
  const [warning] = row.warnings
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap" component="span">
      {warning && (
        <Tooltip label={t(`warning.${warning}`)}>
          <IconAlertTriangle
            size={15}
            color="var(--swy-text-late)"
            role="img"
            aria-label={t(`warning.${warning}`)}
          />
        </Tooltip>
      )}
      <span>{row.members}</span>
    </Group>
  )
}

/** In use ÷ in all; full is amber, because the next customer waits. */
function Places({ row }: { row: GroupRow }) {
  const full = row.places > 0 && row.used >= row.places
  return (
    <span style={full ? { color: 'var(--swy-text-late)', fontWeight: 600 } : undefined}>
      {row.used} / {row.places}
    </span>
  )
}

/** Somebody waiting is amber; past the group's own warning there is a sign as well. */
function Waiting({ row }: { row: GroupRow }) {
  const t = useTranslations('groups')
  if (row.queue === 0) return <>0</>
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap" component="span">
      {row.queueWarning && (
        <Tooltip label={t(`queueWarning.${row.queueWarning}`)}>
          <IconAlertTriangle
            size={15}
            color="var(--mantine-color-red-text)"
            role="img"
            aria-label={t(`queueWarning.${row.queueWarning}`)}
          />
        </Tooltip>
      )}
      <b style={{ color: 'var(--swy-text-late)', fontWeight: 600 }}>{row.queue}</b>
    </Group>
  )
}
