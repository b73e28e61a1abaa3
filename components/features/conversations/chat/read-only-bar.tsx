'use client'

import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { useCan } from '@/components/client/me'
import { SupervisorBar } from '@/components/features/oversight/watch/supervisor-bar'
import { useViewing } from '@/components/features/oversight/watch/use-viewing'
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
  const target = { ownerId: view.agent?.id ?? null, groupIds: [view.group?.id ?? null] }
  const supervises = useCan()('conversations.supervise', target)
  useViewing(view.id, !supervises && view.endedAt === null && view.agent !== null)
  const only = notesOnlyWhy(view, source.agentId)
  if (only && source.live && !(supervises && only === 'held')) {
    const why = only === 'ended' ? t('endedNotes') : t('heldNotes', { agent: view.agent?.name ?? '' })
    return (
      <Composer view={view} outbox={source.live.outbox} input={input} notesOnly={why} writing={writing} />
    )
  }
  if (supervises) {
    const refresh = () => void source.loader.view(view.id).then(() => source.loader.log(view.id))
    return <SupervisorBar view={view} onChange={refresh} />
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
