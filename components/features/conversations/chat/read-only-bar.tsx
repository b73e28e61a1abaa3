'use client'

import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import type { View } from '../live/live-state'
import type { Writing } from '../writing/use-writing'
import { ByHand } from './by-hand'
import classes from './chat.module.css'
import { Composer } from './composer'
import type { Source } from './use-conversation'

type Props = {
  view: View
  source: Source
  input: RefObject<HTMLTextAreaElement | null>
  writing: Writing
}

/** Why nothing can be sent here. Where somebody serves, or has served, a colleague can still add a note. */
export function ReadOnlyBar({ view, source, input, writing }: Props) {
  const t = useTranslations('workspace.readOnly')
  const only = notesOnlyWhy(view, source.agentId)
  if (only && source.live) {
    const why = only === 'ended' ? t('endedNotes') : t('heldNotes', { agent: view.agent?.name ?? '' })
    return (
      <Composer view={view} outbox={source.live.outbox} input={input} notesOnly={why} writing={writing} />
    )
  }
  const why = view.endedAt
    ? t('ended')
    : view.status === 'queued'
      ? t('queued', { position: view.queue?.position ?? 0 })
      : view.agent
        ? t('held', { agent: view.agent.name })
        : t('unassigned')
  return (
    <div className={classes.readOnly}>
      {why}
      <ByHand view={view} source={source} />
    </div>
  )
}

function notesOnlyWhy(view: View, ownId: string | null): 'ended' | 'held' | null {
  if (view.endedAt) return view.agent?.id === ownId ? 'ended' : null
  return view.agent && view.agent.id !== ownId ? 'held' : null
}
