'use client'

import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import type { View } from '../live/live-state'
import type { Writing } from '../writing/use-writing'
import classes from './chat.module.css'
import { Composer } from './composer'
import type { Source } from './use-conversation'

type Props = {
  view: View
  source: Source
  input: RefObject<HTMLTextAreaElement | null>
  writing: Writing
}

/** Why nothing can be sent here. After the end of an own conversation, notes still can. */
export function ReadOnlyBar({ view, source, input, writing }: Props) {
  const t = useTranslations('workspace.readOnly')
  if (view.endedAt && source.live && view.agent?.id === source.agentId) {
    return <Composer view={view} outbox={source.live.outbox} input={input} notesOnly writing={writing} />
  }
  const why = view.endedAt
    ? t('ended')
    : view.status === 'queued'
      ? t('queued', { position: view.queue?.position ?? 0 })
      : view.agent
        ? t('held', { agent: view.agent.name })
        : t('unassigned')
  return <div className={classes.readOnly}>{why}</div>
}
