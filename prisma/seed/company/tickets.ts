import type { TicketPriority, TicketStatus } from '@/server/modules/tickets/contract'

/** What is left to do after some conversations of the demo company, in the languages it answers in. */
export const ticketTopics = [
  { type: 'return', en: 'Return label did not arrive', zh: '退货标签未收到' },
  { type: 'fault', en: 'Kettle leaks after a week', zh: '水壶使用一周后漏水' },
  { type: 'complaint', en: 'Parcel left in the rain', zh: '包裹被放在雨中' },
  { type: 'question', en: 'Invoice with another company name', zh: '发票抬头需要更改' },
  { type: 'return', en: 'Refund is late', zh: '退款迟迟未到账' },
  { type: 'fault', en: 'Lamp flickers', zh: '台灯闪烁' },
  { type: 'question', en: 'Spare part for the coffee grinder', zh: '咨询磨豆机配件' },
  { type: 'complaint', en: 'Charged twice', zh: '重复扣款' },
  { type: 'fault', en: 'Door of the cabinet does not close', zh: '柜门关不上' },
  { type: 'return', en: 'Wrong colour delivered', zh: '颜色发错' },
] as const

/** How many of each status the demo begins with. */
export const ticketCounts: readonly (readonly [TicketStatus, number])[] = [
  ['new', 9],
  ['open', 16],
  ['pending', 10],
  ['on_hold', 5],
  ['solved', 12],
  ['closed', 10],
]

export const ticketPriorityWeights: readonly (readonly [TicketPriority, number])[] = [
  ['low', 2],
  ['normal', 6],
  ['high', 3],
  ['urgent', 1],
]

export const ticketWords = {
  en: {
    answer: 'We are on it and will write to you.',
    note: 'Asked the warehouse.',
    solved: 'It is done. Thank you for waiting.',
  },
  zh: {
    answer: '我们正在处理，会尽快回复您。',
    note: '已联系仓库确认。',
    solved: '问题已处理，感谢您的耐心等待。',
  },
}

export const callBackNotes = [
  { en: 'Wants to talk about the refund.', zh: '想电话沟通退款事宜。' },
  { en: 'Needs help with the assembly.', zh: '需要安装指导。' },
  { en: 'Asked for a call in the afternoon.', zh: '希望下午回电。' },
] as const
