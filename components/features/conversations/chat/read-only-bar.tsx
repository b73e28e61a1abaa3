'use client'

import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { useCan } from '@/components/client/me'
import { SupervisorBar } from '@/components/features/oversight/watch/supervisor-bar'
import { useViewing } from '@/components/features/oversight/watch/use-viewing'
import type { View } from '../live/live-state'
import classes from './chat.module.css'
import { Composer } from './composer'
import type { Source } from './use-conversation'

type Props = { view: View; source: Source; input: RefObject<HTMLTextAreaElement | null> }

/** Why nothing can be sent here. After the end of an own conversation, notes still can. */
export function ReadOnlyBar({ view, source, input }: Props) {
  const t = useTranslations('workspace.readOnly')
  const target = { ownerId: view.agent?.id ?? null, groupIds: [view.group?.id ?? null] }
  const supervises = useCan()('conversations.supervise', target)
  useViewing(view.id, !supervises && view.endedAt === null && view.agent !== null)
  if (view.endedAt && source.live && view.agent?.id === source.agentId) {
    return <Composer view={view} outbox={source.live.outbox} input={input} notesOnly />
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
  return <div className={classes.readOnly}>{why}</div>
}
