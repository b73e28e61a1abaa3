'use client'

import { Group, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Column } from '@/components/patterns/data-table'
import { PersonAvatar } from '@/components/patterns/person-avatar'
import { useRoleName } from '@/components/patterns/role-name'
import { When } from '@/components/patterns/time/when'
import type { PersonRow } from '@/server/modules/workforce/contract'
import { AgentStatusDot } from '../groups/agent-status-dot'
import { PersonStateBadge } from './person-state'

export function usePeopleColumns(): Column<PersonRow>[] {
  const t = useTranslations('people')
  const roleName = useRoleName()
  return useMemo(
    () => [
      {
        id: 'name',
        title: t('name'),
        cell: (row) => (
          <Group component="span" gap={8} wrap="nowrap">
            <PersonAvatar name={row.name} picture={row.picture} size={26} />
            <Text span inherit truncate maw={220} title={row.name}>
              {row.name}
            </Text>
          </Group>
        ),
        sortable: true,
        heading: true,
        width: 210,
      },
      {
        id: 'email',
        title: t('email'),
        cell: (row) => <Quiet text={row.email} />,
        sortable: true,
      },
      {
        id: 'roles',
        title: t('roles'),
        width: 104,
        cell: (row) => <Names names={row.roles.map(roleName)} />,
      },
      { id: 'groups', title: t('groups'), cell: (row) => <Names names={groupsOf(row)} /> },
      {
        id: 'status',
        title: t('status'),
        cell: (row) => (row.agent ? <AgentStatusDot status={row.agent.status} /> : '–'),
        sortable: true,
        width: 88,
      },
      {
        id: 'load',
        title: t('load'),
        cell: (row) => (row.agent ? <Load {...row.agent} /> : '–'),
        sortable: true,
        align: 'end',
        width: 96,
      },
      {
        id: 'limit',
        title: t('limit'),
        cell: (row) => row.agent?.capacity ?? '–',
        sortable: true,
        align: 'end',
        optional: true,
      },
      {
        id: 'publicName',
        title: t('publicName'),
        cell: (row) => row.agent?.publicName ?? '–',
        optional: true,
      },
      {
        id: 'lastSignIn',
        title: t('lastSignIn'),
        cell: (row) => <When at={row.lastSignInAt} none={t('never')} />,
        sortable: true,
        width: 150,
        optional: true,
      },
      {
        id: 'created',
        title: t('created'),
        cell: (row) => <When at={row.createdAt} />,
        sortable: true,
        optional: true,
      },
      {
        id: 'state',
        title: t('stateTitle'),
        cell: (row) => <PersonStateBadge state={row.state} />,
        sortable: true,
        width: 176,
      },
    ],
    [t, roleName],
  )
}

const groupsOf = (row: PersonRow) => row.agent?.groups.map((group) => group.name) ?? []

function Quiet({ text }: { text: string }) {
  return (
    <Text size="sm" c="dimmed" truncate maw={230} title={text}>
      {text}
    </Text>
  )
}

const shown = 2

/** The first two, and how many more; all of them on pointing. */
function Names({ names }: { names: string[] }) {
  const t = useTranslations('people')
  const format = useFormatter()
  if (names.length === 0) return <>–</>
  const more = names.length - shown
  const first = names.slice(0, shown).join(t('separator'))
  return <span title={format.list(names)}>{more > 0 ? t('andMore', { names: first, more }) : first}</span>
}

/** Full is amber, because the next customer waits. */
function Load({ current, capacity }: { current: number; capacity: number }) {
  const full = current >= capacity && capacity > 0
  return (
    <span style={full ? { color: 'var(--swy-text-late)', fontWeight: 600 } : undefined}>
      {current} / {capacity}
    </span>
  )
}
