'use client'

import { CallBackDialog } from '@/components/features/tickets/call-backs/call-back-dialog'
import { NewTicketDialog } from '@/components/features/tickets/new-ticket-dialog'
import type { View } from '../live/live-state'
import { callBackAbout } from './call-back-about'
import { CallDialog } from './call-dialog'
import { InviteDialog } from './invite-dialog'
import { MacroDialog } from './macro-dialog'
import { ReturnDialog } from './return-dialog'
import { SnoozeDialog } from './snooze-dialog'
import { TagDialog } from './tag-dialog'
import { TranscriptDialog } from './transcript-dialog'
import type { useRunMacro } from './use-macros'

export type WorkAct =
  | 'snooze'
  | 'tags'
  | 'macros'
  | 'consulted'
  | 'advisor'
  | 'call'
  | 'return'
  | 'ticket'
  | 'callBack'
  | 'transcript'

type Props = {
  view: View
  act: WorkAct | null
  mayAct: boolean
  onClose: () => void
  put: (view: View) => void
  run: ReturnType<typeof useRunMacro>
  showTeam: () => void
}

/** The dialog of the act that was chosen. */
export function FormDialogs({ view, act, mayAct, onClose, put, run, showTeam }: Props) {
  const common = { view, onClose, onDone: put }
  switch (act) {
    case 'snooze':
      return <SnoozeDialog {...common} />
    case 'tags':
      return <TagDialog {...common} />
    case 'return':
      return <ReturnDialog {...common} />
    case 'call':
      return <CallDialog view={view} onClose={onClose} />
    case 'ticket':
      return <NewTicketDialog conversationId={view.id} onClose={onClose} onOpened={() => {}} />
    case 'callBack':
      return <CallBackDialog about={callBackAbout(view)} onClose={onClose} />
    case 'transcript':
      return <TranscriptDialog view={view} onClose={onClose} />
    case 'macros':
      return <MacroDialog mayRun={mayAct} onRun={(macro) => run.mutate(macro)} onClose={onClose} />
    case 'consulted':
    case 'advisor':
      return <InviteDialog view={view} part={act} onClose={onClose} onDone={showTeam} />
    default:
      return null
  }
}
