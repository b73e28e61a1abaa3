'use client'

import { ActionIcon, Button, Indicator, Popover, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { When } from '@/components/patterns/time/when'
import type { AlarmView } from '@/server/modules/oversight/contract'
import classes from './bell.module.css'
import { useAcknowledge } from './use-acknowledge'
import { placeOf, useAlarmText } from './use-alarm-text'

const EVERY_MS = 4_000

/** Alarms that this person was told of; a new one, or one told again, shows for a moment. */
export function AlarmBell() {
  const t = useTranslations('oversight')
  const can = useCan()
  const trpc = useTRPC()
  const [opened, { toggle, close }] = useDisclosure(false)
  const own = useQuery(
    trpc.oversight.ownAlarms.queryOptions(undefined, { refetchInterval: EVERY_MS, staleTime: EVERY_MS }),
  )
  useToasts(own.data)
  const alarms = own.data ?? []
  const label = t('bell.label', { count: alarms.length })
  return (
    <Popover
      opened={opened}
      onChange={toggle}
      position="right-end"
      width={340}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Indicator
        label={alarms.length}
        size={16}
        color={alarms.some(({ level }) => level === 'breach') ? 'red.8' : 'orange.9'}
        disabled={alarms.length === 0}
        inline
      >
        <Popover.Target>
          <ActionIcon
            size="lg"
            color="gray.3"
            aria-label={label}
            title={label}
            aria-expanded={opened}
            onClick={toggle}
          >
            <IconBell size={20} stroke={1.7} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        {alarms.length === 0 ? (
          <Text size="sm">{t('bell.none')}</Text>
        ) : (
          <ul className={classes.list}>
            {alarms.map((alarm) => (
              <One key={alarm.id} alarm={alarm} onLeave={close} />
            ))}
          </ul>
        )}
        {can('alarms.read') && (
          <Button component={Link} href="/alarms" variant="subtle" size="compact-sm" mt="xs" onClick={close}>
            {t('bell.all')}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
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
