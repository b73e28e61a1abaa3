'use client'

import { parseAsString, useQueryState } from 'nuqs'

/** The open drawer stands in the address, so that it survives a reload and can be sent to a colleague. */
export function usePanels() {
  const [opened, setOpened] = useQueryState('open', parseAsString)
  const [copyOf, setCopyOf] = useQueryState('copy', parseAsString)
  const [, setTab] = useQueryState('tab', parseAsString)
  return {
    opened,
    copyOf,
    open: (id: string, copy: string | null = null) => {
      void setCopyOf(copy)
      void setOpened(id)
    },
    close: () => {
      void setCopyOf(null)
      void setTab(null)
      void setOpened(null)
    },
  }
}
