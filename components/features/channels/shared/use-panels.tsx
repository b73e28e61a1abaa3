'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { RecordHistory } from './record-history'

/** Open drawers stand in the address, so that they survive a reload and can be sent to a colleague. */
export function usePanels(entity: 'channel' | 'calendar' | 'category' | 'wrap_up') {
  const [opened, setOpened] = useQueryState('open', parseAsString)
  const [copyOf, setCopyOf] = useQueryState('copy', parseAsString)
  const [history, setHistory] = useQueryState('history', parseAsString)
  const close = () => {
    void setOpened(null)
    void setCopyOf(null)
  }
  return {
    opened,
    copyOf,
    close,
    open: (id: string, copy: string | null = null) => {
      void setCopyOf(copy)
      void setOpened(id)
    },
    history: (id: string) => {
      close()
      void setHistory(id)
    },
    drawer: history !== null && (
      <RecordHistory entity={entity} id={history} onClose={() => void setHistory(null)} />
    ),
  }
}
