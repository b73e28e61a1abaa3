'use client'

import { Badge, UnstyledButton } from '@mantine/core'
import { IconPlayerPause } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { GroupMenu } from '@/components/features/oversight/monitor/group-menu'
import {
  type FigureTargets,
  longestList,
  type MonitorGroup,
  type Shown,
} from '@/server/modules/insights/contract'
import { levelOf } from '../shared/durations'
import { useMetricText } from '../shared/use-metric-text'
import classes from './monitor.module.css'
import { More, Panel } from './panel'
import { serviceLevel } from './prepare-figures'
import { WaitClock } from './wait-clock'

type Props = {
  groups: Shown<MonitorGroup>
  targets: FigureTargets
  now: number
  onMore: () => void
  onChoose: (groupId: string) => void
  onDone: () => void
}

/** Each group with those below it, the one furthest behind first. */
export function GroupsPanel({ groups: { rows, total }, targets, now, onMore, onChoose, onDone }: Props) {
  const t = useTranslations('insights.monitor.groups')
  return (
    <Panel title={t('title')} count={total} empty={total === 0 ? t('none') : null}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col" data-end>
              {t('queueing')}
            </th>
            <th scope="col" data-end>
              {t('longest')}
            </th>
            <th scope="col" data-end>
              {t('able')}
            </th>
            <th scope="col" data-end>
              {t('serviceLevel')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((group) => (
            <GroupRow key={group.id} {...{ group, targets, now, onChoose, onDone }} />
          ))}
        </tbody>
      </table>
      <More shown={rows.length} total={total} most={longestList} onMore={onMore} />
    </Panel>
  )
}

type RowProps = Pick<Props, 'targets' | 'now' | 'onChoose' | 'onDone'> & { group: MonitorGroup }

function GroupRow({ group, targets, now, onChoose, onDone }: RowProps) {
  const t = useTranslations('insights.monitor.groups')
  const text = useMetricText()
  const { longestQueueingSince: since, serviceLevelToday: level } = group
  return (
    <tr>
      <td>
        <UnstyledButton
          fz="inherit"
          title={t('only', { name: group.name })}
          onClick={() => onChoose(group.id)}
        >
          {group.name}
        </UnstyledButton>
        {group.paused && (
          <>
            <Badge
              ml={6}
              size="sm"
              variant="light"
              color="amber"
              c="var(--mantine-color-text)"
              leftSection={<IconPlayerPause size={10} aria-hidden />}
            >
              {t('paused')}
            </Badge>
            <div className={classes.second}>
              {group.overflow === null ? t('toMessage') : t('toGroup', { group: group.overflow })}
            </div>
          </>
        )}
      </td>
      <td data-end>{text.count(group.queueing)}</td>
      <td data-end>
        {since === null ? (
          '–'
        ) : (
          <WaitClock since={since} now={now} level={levelOf(now - since, group.serviceLevelMs)} />
        )}
      </td>
      <td data-end>
        {text.count(group.able)} / {text.count(group.online)}
      </td>
      <td data-end className={classes.rate} data-level={serviceLevel(level, targets)}>
        {level === null ? '–' : text.wholePercent(level)}
      </td>
      <td data-end>
        <GroupMenu group={group} onDone={onDone} />
      </td>
    </tr>
  )
}
