'use client'

import { Badge, Code, Group, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Column } from '@/components/patterns/data-table'
import type { ChannelRow } from '@/server/modules/channels/contract'

export function useChannelColumns(): Column<ChannelRow>[] {
  const t = useTranslations('channels')
  return useMemo(
    () => [
      { id: 'name', title: t('field.name'), cell: (row) => row.name, sortable: true, heading: true },
      {
        id: 'kind',
        title: t('field.kind'),
        cell: (row) => t(`kind.${row.kind}`),
        sortable: true,
        width: 112,
      },
      {
        id: 'language',
        title: t('field.language'),
        cell: (row) => t(`language.${row.language as 'en'}`),
        sortable: true,
        width: 112,
      },
      {
        id: 'group',
        title: t('field.defaultGroupId'),
        cell: (row) => <GroupName row={row} />,
        sortable: true,
      },
      {
        id: 'hours',
        title: t('field.calendarId'),
        cell: (row) => <Hours row={row} />,
        sortable: true,
      },
      {
        id: 'open',
        title: t('open'),
        cell: (row) => row.open,
        sortable: true,
        align: 'end',
        width: 112,
      },
      {
        id: 'sites',
        title: t('field.siteIds'),
        cell: (row) => row.siteIds.join(', ') || '–',
        optional: true,
      },
      {
        id: 'key',
        title: t('key'),
        cell: (row) => <Code>{row.publicKey}</Code>,
        optional: true,
      },
      {
        id: 'state',
        title: t('stateTitle'),
        cell: (row) => <State state={row.state} />,
        sortable: true,
        width: 128,
      },
    ],
    [t],
  )
}

function State({ state }: { state: ChannelRow['state'] }) {
  const t = useTranslations('channels')
  const active = state === 'active'
  const Picture = active ? IconCircleCheck : IconCircleOff
  return (
    <Badge
      color={active ? 'blue' : 'gray'}
      variant="light"
      radius="sm"
      tt="none"
      fw={400}
      leftSection={<Picture size={12} />}
    >
      {t(`state.${state}`)}
    </Badge>
  )
}

function GroupName({ row }: { row: ChannelRow }) {
  const warning = row.warnings.find((one) => one === 'no_members' || one === 'group_disabled')
  return <Warned text={row.groupName} warning={warning} />
}

function Hours({ row }: { row: ChannelRow }) {
  const t = useTranslations('channels')
  const warning = row.warnings.find((one) => one === 'never_open')
  return <Warned text={row.calendarName ?? t('always')} warning={warning} />
}

function Warned({ text, warning }: { text: string; warning: ChannelRow['warnings'][number] | undefined }) {
  const t = useTranslations('channels')
  if (!warning) return <>{text}</>
  return (
    <Group gap={6} wrap="nowrap" component="span">
      <span>{text}</span>
      <Tooltip label={t(`warning.${warning}`)}>
        <IconAlertTriangle
          size={15}
          color="var(--swy-text-late)"
          role="img"
          aria-label={t(`warning.${warning}`)}
        />
      </Tooltip>
    </Group>
  )
}
