'use client'

import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useLive } from '@/components/features/conversations/live/use-live'

/** Says what a supervisor did to oneself: the status that was chosen for this agent. */
export function Notices() {
  const live = useLive()
  const t = useTranslations('oversight')
  useEffect(
    () =>
      live?.onEvent((event) => {
        if (event.type !== 'notice') return
        const { status, by } = event.detail as { status: 'online' | 'busy' | 'offline'; by: string }
        notifications.show({
          color: 'orange',
          message: t('notice.status', { by, status: t(`act.name.${status}`) }),
          autoClose: 15_000,
        })
      }),
    [live, t],
  )
  return null
}
