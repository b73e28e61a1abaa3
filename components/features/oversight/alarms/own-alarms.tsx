'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { When } from '@/components/patterns/time/when'
import type { AlarmView } from '@/server/modules/oversight/contract'
import classes from './bell.module.css'
import { useAcknowledge } from './use-acknowledge'
import { placeOf, useAlarmText } from './use-alarm-text'

const EVERY_MS = 4_000

/** Alarms that this person was told of; a new one, or one told again, shows for a moment. */
export function useOwnAlarms(): readonly AlarmView[] {
  const trpc = useTRPC()
  const own = useQuery(
    trpc.oversight.ownAlarms.queryOptions(undefined, { refetchInterval: EVERY_MS, staleTime: EVERY_MS }),
  )
  useToasts(own.data)
  return own.data ?? none
}

const none: AlarmView[] = []

/** What the bell shows of them. */
export function AlarmItems({ alarms, onLeave }: { alarms: readonly AlarmView[]; onLeave: () => void }) {
  return (
    <ul className={classes.list}>
      {alarms.map((alarm) => (
        <One key={alarm.id} alarm={alarm} onLeave={onLeave} />
      ))}
    </ul>
  )
}

function One({ alarm, onLeave }: { alarm: AlarmView; onLeave: () => void }) {
  const t = useTranslations('oversight')
  const text = useAlarmText()
  const acknowledge = useAcknowledge()
  return (
    <li className={classes.item}>
      <IconAlertTriangle
        size={18}
        data-level={alarm.level}
        role="img"
        aria-label={t(`level.${alarm.level}`)}
      />
      <span className={classes.what}>
        <Link href={placeOf(alarm)} onClick={onLeave}>
          {text(alarm)}
        </Link>
        <span className={classes.quiet}>
          <When at={alarm.raisedAt} />
          {alarm.timesTold > 1 && ` · ${t('bell.repeated', { count: alarm.timesTold })}`}
        </span>
      </span>
      <Button size="compact-xs" variant="default" onClick={() => void acknowledge(alarm.id)}>
        {t('acknowledge.do')}
      </Button>
    </li>
  )
}

/** What was there when the page opened is in the bell; only what comes later is shown for a moment. */
function useToasts(alarms: readonly AlarmView[] | undefined): void {
  const t = useTranslations('oversight')
  const text = useAlarmText()
  const told = useRef<Map<string, number> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: texts change with the language only.
  useEffect(() => {
    if (!alarms) return
    const before = told.current
    told.current = new Map(alarms.map(({ id, timesTold }) => [id, timesTold]))
    if (!before) return
    for (const alarm of alarms.filter(({ id, timesTold }) => (before.get(id) ?? 0) < timesTold).slice(0, 3)) {
      notifications.show({
        id: alarm.id,
        color: alarm.level === 'breach' ? 'red' : 'orange',
        title: `${t(`level.${alarm.level}`)}: ${t(`kind.${alarm.kind}`)}`,
        message: <Link href={placeOf(alarm)}>{text(alarm)}</Link>,
        autoClose: 10_000,
      })
    }
  }, [alarms])
}
