'use client'

import { useDisclosure, useWindowEvent } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { useCan } from '@/components/client/me'
import { useContribution } from '@/components/patterns/shell/contributions'
import { isTyping } from '@/components/patterns/shell/keys-dialog'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { ContextColumn, useContextTab } from '../context/context-column'
import { EndDialog } from '../dialogs/end-dialog'
import { TransferDialog } from '../dialogs/transfer-dialog'
import { agentApi } from '../live/agent-api'
import type { View } from '../live/live-state'
import { isInDialog } from '../use-workspace-keys'
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
  }
  useDeedKeys(deeds)
  const put = (view: View) => source.loader.put([view])
  return (
    <>
      <div className={classes.conversation}>
        <ConversationPane source={source} id={id} shown={shown} deeds={deeds} input={input} />
      </div>
      {shown.view && (
        <>
          <div className={classes.context} data-open={contextOpen || undefined}>
            <ContextColumn view={shown.view} onBack={() => setContextOpen(false)} />
          </div>
          <TransferDialog view={shown.view} opened={transferring} onClose={transfer.close} onDone={put} />
          <EndDialog view={shown.view} opened={ending} onClose={end.close} onDone={put} />
        </>
      )}
    </>
  )
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
  useWindowEvent('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
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
