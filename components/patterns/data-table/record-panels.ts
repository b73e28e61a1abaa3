'use client'

import { parseAsString, useQueryState } from 'nuqs'

/** What is open beside a list stands in the address: a record, the one a new one is copied from, a history. */
export function useRecordPanels() {
  const [opened, setOpened] = useQueryState('open', parseAsString)
  const [copyOf, setCopyOf] = useQueryState('copy', parseAsString)
  const [historyOf, setHistoryOf] = useQueryState('history', parseAsString)
  const show = (open: string | null, copy: string | null, history: string | null) => {
    void setOpened(open)
    void setCopyOf(copy)
    void setHistoryOf(history)
  }
  return {
    ...{ opened, copyOf, historyOf },
    open: (id: string, copy: string | null = null) => show(id, copy, null),
    history: (id: string) => show(null, null, id),
    close: () => show(null, null, null),
  }
}
