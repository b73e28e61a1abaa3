/**
 * The e-mail of a notice: only text, in the reader's language, with where to look. The words of the screens are
 * in its messages; a kind that has no words here is not mailed.
 */
import type { NoticeKind, NoticeParams } from '../contract'

export type NoticeMail = {
  kind: string
  params: NoticeParams
  /** 'zh', 'zh-CN' and the like are Chinese; anything else English. */
  language: string
  organization: string
  link: string | null
}

type Words = Record<NoticeKind, (p: (name: string) => string) => string>

const english: Words = {
  roster_published: (p) => `Your shifts from ${p('from')} to ${p('until')} were published.`,
  leave_requested: (p) => `${p('who')} asks for leave, ${p('from')} to ${p('until')}.`,
  leave_withdrawn: (p) => `${p('who')} no longer asks for leave from ${p('from')} to ${p('until')}.`,
  leave_approved: (p) => `Your leave from ${p('from')} to ${p('until')} was approved.`,
  leave_rejected: (p) => `Your leave from ${p('from')} to ${p('until')} was not approved.`,
  leave_entered: (p) => `${p('who')} entered leave for you, ${p('from')} to ${p('until')}.`,
  leave_cancelled: (p) => `Your leave from ${p('from')} to ${p('until')} was cancelled.`,
  swap_offered: (p) => `${p('who')} offers you a shift: ${p('shift')}.`,
  swap_accepted: (p) => `${p('who')} takes your shift: ${p('shift')}.`,
  swap_declined: (p) => `${p('who')} does not take your shift: ${p('shift')}.`,
  swap_withdrawn: (p) => `${p('who')} no longer offers the shift: ${p('shift')}.`,
  swap_waiting: (p) => `${p('who')} and ${p('other')} want to swap a shift: ${p('shift')}.`,
  swap_approved: (p) => `The swap was approved; the shift changed hands: ${p('shift')}.`,
  swap_rejected: (p) => `The swap was not approved: ${p('shift')}.`,
  swap_void: (p) => `The swap is off, because a shift was changed meanwhile: ${p('shift')}.`,
  ticket_assigned: (p) => `${p('who')} gave you the ticket ${p('ticket')}: ${p('title')}`,
  ticket_status: (p) => `The ticket ${p('ticket')} has another status: ${p('title')}`,
  ticket_comment: (p) => `${p('who')} commented on the ticket ${p('ticket')}: ${p('title')}`,
  call_back_assigned: (p) => `${p('who')} gave you a call-back: ${p('name')}`,
  call_back_due: (p) => `It is time to call back: ${p('name')}`,
}

const chinese: Words = {
  roster_published: (p) => `您 ${p('from')} 至 ${p('until')} 的班次已发布。`,
  leave_requested: (p) => `${p('who')} 申请请假：${p('from')} 至 ${p('until')}。`,
  leave_withdrawn: (p) => `${p('who')} 撤回了 ${p('from')} 至 ${p('until')} 的请假申请。`,
  leave_approved: (p) => `您 ${p('from')} 至 ${p('until')} 的请假已批准。`,
  leave_rejected: (p) => `您 ${p('from')} 至 ${p('until')} 的请假未获批准。`,
  leave_entered: (p) => `${p('who')} 为您登记了请假：${p('from')} 至 ${p('until')}。`,
  leave_cancelled: (p) => `您 ${p('from')} 至 ${p('until')} 的请假已取消。`,
  swap_offered: (p) => `${p('who')} 想把班次换给您：${p('shift')}。`,
  swap_accepted: (p) => `${p('who')} 接下了您的班次：${p('shift')}。`,
  swap_declined: (p) => `${p('who')} 没有接您的班次：${p('shift')}。`,
  swap_withdrawn: (p) => `${p('who')} 不再转让班次：${p('shift')}。`,
  swap_waiting: (p) => `${p('who')} 与 ${p('other')} 申请换班：${p('shift')}。`,
  swap_approved: (p) => `换班已批准，班次已交换：${p('shift')}。`,
  swap_rejected: (p) => `换班未获批准：${p('shift')}。`,
  swap_void: (p) => `班次已有变动，换班作废：${p('shift')}。`,
  ticket_assigned: (p) => `${p('who')} 将工单 ${p('ticket')} 分配给您：${p('title')}`,
  ticket_status: (p) => `工单 ${p('ticket')} 的状态已变更：${p('title')}`,
  ticket_comment: (p) => `${p('who')} 评论了工单 ${p('ticket')}：${p('title')}`,
  call_back_assigned: (p) => `${p('who')} 将一个回电任务交给您：${p('name')}`,
  call_back_due: (p) => `该回电了：${p('name')}`,
}

/** Null for a kind without words. */
export function composeNoticeMail(mail: NoticeMail): { subject: string; text: string } | null {
  const zh = /^zh\b/i.test(mail.language)
  const words = (zh ? chinese : english) as Partial<Record<string, Words[NoticeKind]>>
  const said = (Object.hasOwn(words, mail.kind) ? words[mail.kind] : undefined)?.((name) =>
    String(mail.params[name] ?? ''),
  )
  if (said === undefined) return null
  const note = String(mail.params.note ?? '')
  const noteLine = note && (zh ? `备注：${note}` : `Note: ${note}`)
  const off = zh ? '可在个人设置中关闭此类邮件。' : 'You can switch these mails off in your settings.'
  return {
    subject: said.replace(/[\r\n]+/g, ' ').slice(0, 150),
    text: [said, noteLine, mail.link, `— \n${mail.organization}\n${off}`].filter(Boolean).join('\n\n'),
  }
}

/** What a person said for all or for this subject; else what the organisation says. */
export function wantsMail(preferences: unknown, subject: string, otherwise: boolean): boolean {
  const mail = (preferences as { mail?: unknown } | null)?.mail
  const own =
    typeof mail === 'boolean' ? mail : (mail as Record<string, unknown> | null | undefined)?.[subject]
  return typeof own === 'boolean' ? own : otherwise
}
