'use client'

import { useDisclosure, useWindowEvent } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useState } from 'react'
import { useCan } from '@/components/client/me'
import { useContribution } from '@/components/patterns/shell/contributions'
import { isTyping } from '@/components/patterns/shell/keys-dialog'
import { useSingleKeys } from '@/components/patterns/shell/single-keys'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { ContextColumn, type ContextTab, useContextTab } from '../context/context-column'
import { EndDialog } from '../dialogs/end-dialog'
import { TransferDialog } from '../dialogs/transfer-dialog'
import { agentApi } from '../live/agent-api'
import type { View } from '../live/live-state'
import { useStore } from '../live/use-live'
import { isInDialog } from '../use-workspace-keys'
import { useMacros, useRunMacro } from '../work/use-macros'
import { useOwnPart, useParticipants } from '../work/use-parts'
import { useWorkActKeys, useWorkActs } from '../work/use-work-acts'
import { FormDialogs, type WorkAct } from '../work/work-dialogs'
import classes from '../workspace.module.css'
import { ConversationPane } from './conversation-pane'
import { type Source, useConversation } from './use-conversation'

type Props = {
  source: Source
  id: string
  input: RefObject<HTMLTextAreaElement | null>
  onBack: () => void
  contextOpen: boolean
  setContextOpen: (open: boolean) => void
}

/** Middle and right for the conversation that is open, with the dialogs that act on it. */
export function OpenConversation({ source, id, input, onBack, contextOpen, setContextOpen }: Props) {
  const shown = useConversation(source, id)
  const [, setTab] = useContextTab()
  const [transferring, transfer] = useDisclosure(false)
  const [ending, end] = useDisclosure(false)
  const rights = useRights(shown.view, shown.mine)
  const put = (view: View) => source.loader.put([view])
  const acts = useWorkActs(shown.view, rights.mayAct || rights.mayWrapUp)
  const [act, choose] = useState<WorkAct | null>(null)
  const macros = useMacros()
  const run = useRunMacro(id, put)
  useWorkActKeys({ acts, choose, macros, run: (macro) => run.mutate(macro) })
  const showTeam = () => {
    setTab('team')
    setContextOpen(true)
  }
  const invite = useInvitation(source, id)
  const deeds = {
    ...rights,
    transfer: transfer.open,
    end: end.open,
    invite,
    why: () => {
      setTab('why')
      setContextOpen(true)
    },
    back: onBack,
    context: () => setContextOpen(true),
    acts,
    choose,
  }
  useDeedKeys(deeds)
  useAskedTab(source, id, setTab)
  return (
    <>
      <div className={classes.conversation}>
        <ConversationPane source={source} id={id} shown={shown} deeds={deeds} input={input} />
      </div>
      {shown.view && (
        <>
          <div className={classes.context} data-open={contextOpen || undefined}>
            <ContextColumn
              view={shown.view}
              mayAct={rights.mayAct}
              onInvite={() => choose('consulted')}
              onTransfer={transfer.open}
              onEnd={end.open}
              onBack={() => setContextOpen(false)}
            />
          </div>
          <TransferDialog view={shown.view} opened={transferring} onClose={transfer.close} onDone={put} />
          <EndDialog view={shown.view} opened={ending} onClose={end.close} onDone={put} />
          <FormDialogs
            view={shown.view}
            act={act}
            mayAct={rights.mayAct}
            onClose={() => choose(null)}
            {...{ put, run, showTeam }}
          />
        </>
      )}
    </>
  )
}

/** Whoever was consulted is at work in the side chat. */
function useAskedTab(source: Source, id: string, setTab: (tab: ContextTab) => void): void {
  const view = useStore(source.store, (state) => state.views[id] ?? null, null)
  const part = useOwnPart(useParticipants(id, view?.lastSeq ?? 0))
  const consulted = part?.part === 'consulted' ? part.id : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each part; afterwards the tab is the reader's.
  useEffect(() => {
    if (consulted) setTab('team')
  }, [consulted])
}

/** The server's own check: the holder, or whoever may act for others. After the end only the wrap-up is left. */
function useRights(view: View | null, mine: boolean) {
  const can = useCan()
  if (!view) return { mayAct: false, mayInvite: false, mayWrapUp: false }
  const target = { ownerId: view.agent?.id ?? null, groupIds: [view.group?.id ?? null] }
  const open = view.endedAt === null && view.status !== 'queued' && view.status !== 'with_bot'
  const mayAct = open && (mine || can('conversations.write_any', target))
  const mayWrapUp = view.endedAt !== null && (can('conversations.write_any', target) || isOwn(view, can))
  return { mayAct, mayWrapUp, mayInvite: mine && view.rating === null }
}

const isOwn = (view: View, can: ReturnType<typeof useCan>): boolean =>
  can('agent.receive', { ownerId: view.agent?.id ?? null })

function useInvitation(source: Source, id: string): () => void {
  const header = useTranslations('workspace.header')
  const failure = useFailureText()
  return () => {
    agentApi.inviteRating(id).then(
      (view) => {
        source.loader.put([view])
        notifications.show({ message: header('invited') })
      },
      (error: unknown) => notifications.show({ color: 'red', message: failure(error) }),
    )
  }
}

type DeedKeys = {
  mayAct: boolean
  transfer: () => void
  end: () => void
  why: () => void
  mayWrapUp: boolean
}

function useDeedKeys({ mayAct, mayWrapUp, transfer, end, why }: DeedKeys): void {
  const t = useTranslations('workspace.keys')
  const runs: Record<string, () => void> = {
    w: why,
    ...(mayAct ? { t: transfer } : {}),
    ...(mayAct || mayWrapUp ? { e: end } : {}),
  }
  const [single] = useSingleKeys()
  useWindowEvent('keydown', (event) => {
    if (!single || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event) || isInDialog(event)) return
    const run = runs[event.key.toLowerCase()]
    if (!run) return
    event.preventDefault()
    run()
  })
  useContribution({
    group: t('this'),
    actions: [
      { id: 'why', label: t('why'), onClick: why },
      ...(mayAct ? [{ id: 'transfer', label: t('transfer'), onClick: transfer }] : []),
      ...(mayAct || mayWrapUp ? [{ id: 'end', label: t('end'), onClick: end }] : []),
    ],
    keys: [],
  })
}
