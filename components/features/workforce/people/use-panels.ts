'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { useRecordPanels } from '@/components/patterns/data-table/record-panels'

/** The drawer of a person has tabs, of which the history is one; it closes with the drawer. */
export function usePanels() {
  const { opened, copyOf, open, close } = useRecordPanels()
  const [, setTab] = useQueryState('tab', parseAsString)
  return {
    ...{ opened, copyOf, open },
    close: () => {
      void setTab(null)
      close()
    },
  }
}
