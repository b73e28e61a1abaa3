'use client'

import { useMediaQuery } from '@mantine/hooks'
import { IconMessageCircle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { type RefObject, useRef, useState } from 'react'
import { Notices } from '@/components/features/oversight/watch/notices'
import { RequirePermission } from '@/components/patterns/states/require-permission'
import { StateMessage } from '@/components/patterns/states/state-message'
import { OpenConversation } from './chat/open-conversation'
import { useSource } from './chat/use-source'
import { ConnectionBar } from './connection-bar'
import { ListColumn, useTab } from './list/list-column'
import { useAlerts } from './list/use-alerts'
import { MentionNotices } from './mentions/mention-notices'
import { useTitleCount } from './use-title-count'
import { useWorkspaceKeys } from './use-workspace-keys'
import classes from './workspace.module.css'

export function WorkspaceScreen() {
  return (
    <RequirePermission permission="conversations.read">
      <Workspace />
    </RequirePermission>
  )
}

const PATIENCE_MS = 3_000

/** Into the text field of this conversation as soon as it is drawn, unless the reader has gone elsewhere. */
function focusWhenThere(input: RefObject<HTMLTextAreaElement | null>, id: string): void {
  const from = document.activeElement
  const until = performance.now() + PATIENCE_MS
  const look = () => {
    const now = document.activeElement
    if (now !== from && now !== document.body && from?.isConnected) return
    if (input.current?.dataset.conversation === id) input.current.focus()
    else if (performance.now() < until) requestAnimationFrame(look)
  }
  look()
}

/** Three columns; on a narrow screen three steps. The address names the conversation. */
function Workspace() {
  const t = useTranslations('workspace')
  const source = useSource()
  const [selectedId, setSelected] = useQueryState('conversation', { history: 'push' })
  const [contextOpen, setContextOpen] = useState(false)
  const input = useRef<HTMLTextAreaElement>(null)
  const touch = useMediaQuery('(max-width: 48em)')
  const select = (id: string | null) => {
    setContextOpen(false)
    void setSelected(id)
    if (id && !touch) focusWhenThere(input, id)
  }
  useAlerts(source.live, select)
  useTitleCount()
  const [, setTab] = useTab()
  useWorkspaceKeys({ selectedId, select, search: () => setTab('all'), input })
  const step = contextOpen ? 'context' : selectedId ? 'conversation' : 'list'
  return (
    <div className={classes.workspace} data-step={step} data-open={selectedId ? true : undefined}>
      <ConnectionBar live={source.live} />
      <MentionNotices live={source.live} openId={selectedId} onOpen={select} />
      <Notices />
      <div className={classes.list}>
        <ListColumn selectedId={selectedId} onSelect={select} />
      </div>
      {selectedId ? (
        <OpenConversation
          source={source}
          id={selectedId}
          input={input}
          onBack={() => select(null)}
          contextOpen={contextOpen}
          setContextOpen={setContextOpen}
        />
      ) : (
        <div className={classes.nothing}>
          <StateMessage icon={IconMessageCircle} title={t('nothing')} hint={t('nothingHint')} />
        </div>
      )}
    </div>
  )
}
