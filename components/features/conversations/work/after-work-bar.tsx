'use client'

import { Button } from '@mantine/core'
import { IconHourglass, IconMoon } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useNow } from '@/components/client/now'
import { elapsed } from '../list/wait-level'
import type { View } from '../live/live-state'
import classes from './work.module.css'
import { workApi } from './work-api'

type Props = { view: View; mayAct: boolean; put: (view: View) => void }

/** What holds for this conversation just now besides its state: snoozed, or the work after its end. */
export function WorkBars({ view, mayAct, put }: Props) {
  const { snoozedUntil, afterWorkUntil } = view
  return (
    <>
      {view.endedAt === null && snoozedUntil && (
        <SnoozedBar view={view} until={snoozedUntil} {...{ mayAct, put }} />
      )}
      {view.endedAt !== null && afterWorkUntil && (
        <AfterWorkBar view={view} until={afterWorkUntil} {...{ mayAct, put }} />
      )}
    </>
  )
}

function SnoozedBar({ view, until, mayAct, put }: Props & { until: string }) {
  const t = useTranslations('workspace.snooze')
  const format = useFormatter()
  const wake = useMutation({ mutationFn: () => workApi.snooze(view.id, null), onSuccess: put })
  if (Date.parse(until) <= useNow()) return null
  return (
    <div className={classes.bar}>
      <IconMoon size={16} aria-hidden />
      <span>
        {t('until', { at: format.dateTime(new Date(until), { dateStyle: 'medium', timeStyle: 'short' }) })}
      </span>
      {mayAct && (
        <Button size="compact-xs" variant="default" loading={wake.isPending} onClick={() => wake.mutate()}>
          {t('wake')}
        </Button>
      )}
    </div>
  )
}

function AfterWorkBar({ view, until, mayAct, put }: Props & { until: string }) {
  const words = useTranslations('workspace.afterWork')
  const left = Date.parse(until) - useNow()
  const done = useMutation({ mutationFn: () => workApi.afterWorkDone(view.id), onSuccess: put })
  if (left <= 0) return null
  return (
    <div className={classes.bar}>
      <IconHourglass size={16} aria-hidden />
      <span>{words('left', { time: elapsed(left) })}</span>
      {mayAct && (
        <Button size="compact-xs" loading={done.isPending} onClick={() => done.mutate()}>
          {words('done')}
        </Button>
      )}
    </div>
  )
}
