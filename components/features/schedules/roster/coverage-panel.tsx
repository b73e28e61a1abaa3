'use client'

import { ActionIcon, Button, Collapse, SegmentedControl } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconTarget } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { dayNumber, isoDay } from '@/server/modules/schedules/contract'
import { CoverageChart, CoverageStrip } from './coverage-chart'
import { startOfWeek } from './period'
import classes from './roster.module.css'
import { TargetsDialog } from './targets-dialog'
import type { RosterViewState } from './use-view'

/** Planned against target, half hour by half hour, of the day that is looked at or of its week. */
export function CoveragePanel({ view, activeDay }: { view: RosterViewState; activeDay: string }) {
  const t = useTranslations('roster.coverage')
  const format = useFormatter()
  const trpc = useTRPC()
  const [open, setOpen] = useState(true)
  const [scope, setScope] = useState<'day' | 'week'>('day')
  const [editing, setEditing] = useState(false)
  const [picked, setPicked] = useState<{ under: string; day: string } | null>(null)
  const day = picked && picked.under === activeDay ? picked.day : activeDay
  const first = startOfWeek(dayNumber(activeDay), view.rule)
  const coverage = useQuery(
    trpc.schedules.coverage.queryOptions(
      { from: isoDay(first), until: isoDay(first + 7), groupId: view.groupId },
      { placeholderData: keepPreviousData },
    ),
  )
  const shown = coverage.data?.find((one) => one.day === day)
  const name = format.dateTime(new Date(`${day}T12:00:00Z`), {
    ...{ weekday: 'long', day: 'numeric', month: 'short', timeZone: 'UTC' },
  })
  return (
    <section className={classes.coverage} aria-label={t('title')}>
      <div className={classes.coverageHead}>
        <ActionIcon
          aria-label={t(open ? 'hide' : 'show')}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
        </ActionIcon>
        <h2>{scope === 'day' ? t('titleOf', { day: name }) : t('titleWeek')}</h2>
        <span className={classes.legend}>
          <span>
            <i style={{ background: 'var(--mantine-color-blue-5)' }} />
            {t('planned')}
          </span>
          <span>
            <i style={{ background: 'var(--mantine-color-amber-5)' }} />
            {t('below')}
          </span>
          <span>
            <i style={{ background: 'currentColor', height: 2, verticalAlign: 3 }} />
            {t('target')}
          </span>
        </span>
        <SegmentedControl
          size="xs"
          aria-label={t('scope')}
          data={[
            { value: 'day', label: t('day') },
            { value: 'week', label: t('week') },
          ]}
          value={scope}
          onChange={(value) => setScope(value === 'week' ? 'week' : 'day')}
        />
        {view.groupId !== null && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconTarget size={14} />}
            onClick={() => setEditing(true)}
          >
            {t('edit')}
          </Button>
        )}
      </div>
      <Collapse expanded={open}>
        {scope === 'day' && shown && <CoverageChart day={shown} />}
        {scope === 'week' && coverage.data && (
          <CoverageStrip
            days={coverage.data}
            onPick={(next) => {
              setPicked({ under: activeDay, day: next })
              setScope('day')
            }}
          />
        )}
      </Collapse>
      {editing && view.groupId && <TargetsDialog groupId={view.groupId} onClose={() => setEditing(false)} />}
    </section>
  )
}
