import { z } from 'zod'

/** What a person can be told inside the console; every kind has its words in each language. */
export const noticeKinds = [
  'roster_published',
  'leave_requested',
  'leave_withdrawn',
  'leave_approved',
  'leave_rejected',
  'leave_entered',
  'leave_cancelled',
  'swap_offered',
  'swap_accepted',
  'swap_declined',
  'swap_withdrawn',
  'swap_waiting',
  'swap_approved',
  'swap_rejected',
  'swap_void',
  'ticket_assigned',
  'ticket_status',
  'ticket_comment',
  'call_back_assigned',
  'call_back_due',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Names, dates and numbers that the words of a kind need; moments are ISO. */
export type NoticeParams = Record<string, string | number | null>

export type NoticeView = {
  id: string
  /** Also one of a newer version, which this one has no words for. */
  kind: string
  params: NoticeParams
  href: string | null
  at: string
  seen: boolean
}
export type NoticeList = { items: NoticeView[]; unseen: number }

/** Absent ids: all of them. */
export const markNoticesInput = z.object({ ids: z.array(z.uuid()).max(200).optional() })
