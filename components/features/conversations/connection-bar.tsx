'use client'

import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Connection } from './live/follow-stream'
import type { Live } from './live/live'
import { useStore } from './live/use-live'
import classes from './workspace.module.css'

/** Quiet while all is well; says what still works while it is not. */
export function ConnectionBar({ live }: { live: Live | null }) {
  const t = useTranslations('workspace')
  const connection = useStore<Connection, Connection>(live?.connection, (value) => value, 'connecting')
  if (connection !== 'offline') return null
  return (
    <div className={classes.bar} role="status">
      <IconPlugConnectedX size={16} aria-hidden /> {t('offline')}
    </div>
  )
}
