'use client'

import { Menu, UnstyledButton } from '@mantine/core'
import { IconCalendarUser, IconCheck, IconChevronDown, IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useBusyReasons } from '@/components/client/busy-reasons'
import { useNow } from '@/components/client/now'
import { useToday } from '@/components/client/today'
import { useTRPC } from '@/components/client/trpc'
import { StatusHistoryDrawer } from '@/components/features/workforce/status-history/status-history-drawer'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { useAgentId } from '../live/use-live'
import { StatusDot } from './status-dot'
import classes from './status-switch.module.css'
import { useReasonText, useStatusText } from './status-text'
import { useOwnStatus } from './use-own-status'

/** `place`: at the foot of the rail, or on top of the own list with the places used. */
type Props = { place: 'rail' | 'list' }

export function StatusSwitch({ place }: Props) {
  return useAgentId() ? <Switch place={place} /> : null
}

function Switch({ place }: Props) {
  const t = useTranslations('workspace.status')
  const own = useOwnStatus()
  const words = useStatusText()
  const failure = useFailureText()
  const now = useNow()
  const [history, showHistory] = useState(false)
  // The workspace's list has its own, larger one.
  const doubled = usePathname() === '/workspace' && place === 'rail'
  if (!own.status) return <div className={classes.place} data-place={place} />
  const { name, why } = words(own.status, now)
  const { current, limit, status } = own.status
  return (
    <div className={classes.place} data-place={place} data-doubled={doubled || undefined}>
      <Menu position={place === 'rail' ? 'right-end' : 'bottom-start'} width={240}>
        <Menu.Target>
          <UnstyledButton
            className={classes.button}
            aria-busy={own.saving}
            aria-label={t('label', { name, why: why ?? '', current, limit })}
          >
            <StatusDot status={status} />
            <span className={classes.text}>
              <span className={classes.name}>
                {why && place === 'list' ? t('withReason', { name, why }) : name}
              </span>
            </span>
            <span className={classes.places}>{t('places', { current, limit })}</span>
            <IconChevronDown size={14} aria-hidden className={classes.chevron} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Choices own={own} showHistory={() => showHistory(true)} />
        </Menu.Dropdown>
      </Menu>
      {history && <StatusHistoryDrawer agentId={own.status.agentId} onClose={() => showHistory(false)} />}
      {own.error !== null && place === 'list' && (
        <div role="alert" className={classes.error}>
          {failure(own.error)}
        </div>
      )}
    </div>
  )
}

type ChoicesProps = { own: ReturnType<typeof useOwnStatus>; showHistory: () => void }

function Choices({ own: { status, choose }, showHistory }: ChoicesProps) {
  const t = useTranslations('workspace.status')
  const reasons = useBusyReasons().filter((reason) => !reason.disabled)
  const reasonText = useReasonText()
  const chosen = (name: string, reason: string | null = null) =>
    status?.status === name && status.source === 'choice' && (status.reason ?? null) === reason
  return (
    <>
      <Menu.Item
        leftSection={<StatusDot status="online" />}
        rightSection={chosen('online') && <IconCheck size={14} />}
        onClick={() => choose('online')}
      >
        {t('name.online')}
      </Menu.Item>
      {reasons.map(({ key }) => (
        <Menu.Item
          key={key}
          leftSection={<StatusDot status="busy" />}
          rightSection={chosen('busy', key) && <IconCheck size={14} />}
          onClick={() => choose('busy', key)}
        >
          {t('withReason', { name: t('name.busy'), why: reasonText(key) })}
        </Menu.Item>
      ))}
      <Menu.Item
        leftSection={<StatusDot status="offline" />}
        rightSection={chosen('offline') && <IconCheck size={14} />}
        onClick={() => choose('offline')}
      >
        {t('name.offline')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconHistory size={14} />} onClick={showHistory}>
        {t('history')}
      </Menu.Item>
      <NextShift />
      <div className={classes.hint}>{status ? t(`explain.${status.source}`) : null}</div>
    </>
  )
}

/** When one works next, as far as it is planned. */
function NextShift() {
  const t = useTranslations('workspace.status')
  const trpc = useTRPC()
  const format = useFormatter()
  const from = useToday()
  const mine = useQuery(trpc.schedules.mySchedule.queryOptions({ from, days: 1 }, { staleTime: 60_000 }))
  if (!mine.data?.next) return null
  const { timeZone, next } = mine.data
  const when = format.dateTime(new Date(next.startsAt), {
    ...{ weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone },
  })
  return (
    <Menu.Item component={Link} href="/schedule/mine" leftSection={<IconCalendarUser size={14} />}>
      {t('nextShift', { when })}
    </Menu.Item>
  )
}
