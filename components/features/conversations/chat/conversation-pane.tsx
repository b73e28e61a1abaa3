'use client'

import { useTranslations } from 'next-intl'
import { type DragEvent, type RefObject, useMemo, useState } from 'react'
import { useMe } from '@/components/client/me'
import { askedOf } from '@/components/features/knowledge/assist/asked-of'
import { Viewers } from '@/components/features/oversight/watch/viewers'
import { FailedState } from '@/components/patterns/states/failed-state'
import { isHeldBy, type Log, type View } from '../live/live-state'
import type { Pending } from '../live/outbox'
import { useStore } from '../live/use-live'
import { useSteps } from '../timeline/use-steps'
import { WorkBars } from '../work/after-work-bar'
import { useOwnPart, useParticipants } from '../work/use-parts'
import type { Invitation } from '../writing/tool-bar'
import { useWriting, type Writing } from '../writing/use-writing'
import { Announcer } from './announcer'
import classes from './chat.module.css'
import { Composer } from './composer'
import { type Deeds, Header } from './header'
import { LogActsProvider } from './log-acts'
import { LogSkeleton } from './log-skeleton'
import { MessageLog } from './message-log'
import { ReadOnlyBar } from './read-only-bar'
import { type Shown, type Source, usePreview, useReadMark, useTyping } from './use-conversation'
import { useLogActsOf } from './use-log-acts'

type Props = {
  source: Source
  id: string
  shown: Shown
  deeds: Deeds
  input: RefObject<HTMLTextAreaElement | null>
}

/** Middle: the conversation itself. */
export function ConversationPane({ source, id, shown, deeds, input }: Props) {
  const t = useTranslations('workspace.message')
  const { view, log, error, reload } = shown
  useReadMark(source, view)
  const writing = useWriting(id)
  const typing = useTyping(source.live, id)
  const part = useOwnPart(useParticipants(id, view?.lastSeq ?? 0))
  const advises = part?.part === 'advisor' && view?.endedAt === null
  const drop = useFileDrop((shown.mine || advises) && source.live ? writing.stage : null)
  if (!view) return error ? <FailedState error={error} retry={reload} /> : <LogSkeleton />
  return (
    <section className={classes.pane} aria-label={t('with', { name: view.customer.name })} {...drop.area}>
      <Header view={view} deeds={deeds} viewers={<Viewers id={id} listen={source.live?.onEvent ?? null} />} />
      <WorkBars
        view={view}
        mayAct={deeds.mayAct || deeds.mayWrapUp}
        put={(fresh) => source.loader.put([fresh])}
      />
      {log ? (
        <LiveLog source={source} view={view} log={log} writing={writing} input={input} mine={shown.mine} />
      ) : error ? (
        <FailedState error={error} retry={reload} />
      ) : (
        <LogSkeleton />
      )}
      {(shown.mine || advises) && source.live ? (
        <Composer
          key={id}
          view={view}
          outbox={source.live.outbox}
          input={input}
          notesOnly={null}
          writing={writing}
          invitation={invitationOf(view, deeds)}
          asked={log && askedOf(log.messages)}
        />
      ) : (
        <ReadOnlyBar key={id} view={view} source={source} input={input} writing={writing} />
      )}
      {drop.over && <div className={classes.drop}>{t('dropHere')}</div>}
      <Announcer view={view} log={log} typing={typing} />
    </section>
  )
}

function invitationOf(view: View, deeds: Deeds): Invitation {
  if (view.rating) return { state: 'rated', run: deeds.invite }
  if (view.ratingInvitedAt) return { state: 'invited', run: deeds.invite }
  return { state: deeds.mayInvite ? 'possible' : 'none', run: deeds.invite }
}

const nothing: Pending[] = []

type LiveLogProps = {
  source: Source
  view: View
  log: Log
  writing: Writing
  input: RefObject<HTMLTextAreaElement | null>
  mine: boolean
}

function LiveLog({ source, view, log, writing, input, mine }: LiveLogProps) {
  const { id } = view
  const me = useMe()
  const typing = useTyping(source.live, id)
  const preview = usePreview(source.live, id)
  const acts = useLogActsOf({ source, view, log, writing, input, mine })
  const all = useStore(source.live?.outbox.store, (pending) => pending, nothing)
  const pending = useMemo(() => all.filter((p) => p.conversationId === id), [all, id])
  const steps = useSteps(view, log.steps, isHeldBy(view, source.agentId))
  // Side chats have a place of their own.
  const shown = useMemo(
    () => ({ ...log, messages: log.messages.filter((message) => !message.meta?.consultId) }),
    [log],
  )
  const author = { id: me.agentId ?? me.userId, name: view.agent?.name ?? me.name }
  return (
    <LogActsProvider value={acts}>
      <MessageLog
        key={id}
        view={view}
        log={shown}
        pending={pending}
        steps={steps}
        me={author}
        typing={typing}
        preview={preview}
        outbox={source.live?.outbox ?? null}
        loadEarlier={() => source.loader.earlier(id)}
      />
    </LogActsProvider>
  )
}

/** Files dropped anywhere on the conversation are staged for its next message. */
function useFileDrop(stage: ((files: File[]) => void) | null) {
  const [over, setOver] = useState(false)
  const hasFiles = (event: DragEvent) => stage !== null && event.dataTransfer.types.includes('Files')
  const area = {
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      setOver(false)
      if (!hasFiles(event)) return
      event.preventDefault()
      stage?.([...event.dataTransfer.files])
    },
  }
  return { over, area }
}
