'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import {
  IconCopy,
  IconHistory,
  IconListDetails,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconSend,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { RowMenu } from '@/components/patterns/row-menu/row-menu'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { ScheduleView } from '@/server/modules/insights/contract'

type Refresh = () => Promise<unknown>

/** Runs an act, says what came of it, and reads the list again. */
function useAct(refresh: Refresh) {
  const failure = useFailureText()
  return async (act: () => Promise<string>): Promise<boolean> => {
    try {
      notifications.show({ color: 'green', message: await act() })
      return true
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
      return false
    } finally {
      await refresh()
    }
  }
}

function usePause(refresh: Refresh) {
  const t = useTranslations('insights.scheduled')
  const client = useTRPCClient()
  const act = useAct(refresh)
  return (rows: readonly ScheduleView[], paused: boolean) =>
    act(async () => {
      const schedules = rows.map(({ id, version }) => ({ id, version }))
      const { changed } = await client.insights.pauseSchedules.mutate({ schedules, paused })
      return t(paused ? 'pausedNow' : 'resumedNow', { count: changed })
    })
}

type MenuProps = {
  row: ScheduleView
  refresh: Refresh
  onOpen: () => void
  onCopy: () => void
  onRuns: () => void
  onHistory: () => void
}

export function ScheduleMenu({ row, refresh, onOpen, onCopy, onRuns, onHistory }: MenuProps) {
  const words = useTranslations('channels.row')
  const t = useTranslations('insights.scheduled')
  const client = useTRPCClient()
  const act = useAct(refresh)
  const pause = usePause(refresh)
  const sendNow = () =>
    void act(async () => {
      await client.insights.sendScheduleNow.mutate({ id: row.id })
      return t('sending')
    })
  return (
    <RowMenu
      name={row.name}
      acts={[
        { key: 'edit', label: words('edit'), icon: IconPencil, onClick: onOpen },
        row.stoppedBecause === null && { key: 'now', label: t('sendNow'), icon: IconSend, onClick: sendNow },
        { key: 'runs', label: t('runs'), icon: IconListDetails, onClick: onRuns },
        { key: 'copy', label: words('duplicate'), icon: IconCopy, onClick: onCopy },
        { key: 'history', label: words('history'), icon: IconHistory, onClick: onHistory },
        {
          key: 'pause',
          label: t(row.paused ? 'resume' : 'pause'),
          icon: row.paused ? IconPlayerPlay : IconPlayerPause,
          onClick: () => void pause([row], !row.paused),
        },
      ]}
    />
  )
}

export function ScheduleBulk({
  rows,
  refresh,
  onDone,
}: {
  rows: ScheduleView[]
  refresh: Refresh
  onDone: () => void
}) {
  const t = useTranslations('insights.scheduled')
  const pause = usePause(refresh)
  const act = async (paused: boolean) => {
    if (await pause(rows, paused)) onDone()
  }
  const look = { size: 'compact-sm', variant: 'default' } as const
  return (
    <>
      <Button {...look} leftSection={<IconPlayerPause size={14} />} onClick={() => void act(true)}>
        {t('pause')}
      </Button>
      <Button {...look} leftSection={<IconPlayerPlay size={14} />} onClick={() => void act(false)}>
        {t('resume')}
      </Button>
    </>
  )
}

export function ScheduleHistory({
  id,
  refresh,
  onClose,
}: {
  id: string
  refresh: Refresh
  onClose: () => void
}) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const history = useQuery(trpc.insights.scheduleHistory.queryOptions({ id }))
  const restore = async (entryId: string) => {
    await client.insights.restoreSchedule.mutate({ entryId })
    await refresh()
  }
  return <HistoryDrawer history={history} restore={restore} onClose={onClose} />
}
