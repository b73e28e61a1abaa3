import type { AlarmKind } from '@/server/modules/oversight/contract'

/** What a threshold of this kind counts. */
export function unitOf(kind: AlarmKind): 'seconds' | 'customers' | 'stars' {
  if (kind === 'queue_length') return 'customers'
  return kind === 'low_rating' ? 'stars' : 'seconds'
}
