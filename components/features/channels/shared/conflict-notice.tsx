'use client'

import { ConflictNotice as Notice } from '@/components/patterns/versioned-form/conflict-notice'
import { useRecordWords } from './use-record-words'

type Props = { theirs: object; mine: object; settle: (take: 'theirs' | 'mine') => void }

/** Both versions of a channel, of hours or of thresholds, in this module's words. */
export function ConflictNotice(props: Props) {
  const { nameOf, show } = useRecordWords()
  return <Notice {...props} words={{ nameOf, show }} />
}
