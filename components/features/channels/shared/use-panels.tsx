'use client'

import { useRecordPanels } from '@/components/patterns/data-table/record-panels'
import { RecordHistory } from './record-history'

/** What is open beside a list of channels, hours or entries of a tree. */
export function usePanels(entity: 'channel' | 'calendar' | 'category' | 'wrap_up') {
  const panels = useRecordPanels()
  const { historyOf, close } = panels
  return {
    ...panels,
    drawer: historyOf !== null && <RecordHistory entity={entity} id={historyOf} onClose={close} />,
  }
}
