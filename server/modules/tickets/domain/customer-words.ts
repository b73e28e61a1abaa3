/**
 * What a customer hears of a ticket, in their language: in the chat one line of the system, by mail the same with
 * where to answer. Only what an agent wrote for them and that it is solved; nothing of the work inside.
 */
export type Telling = {
  number: number
  title: string
  /** Who wrote; empty = nobody in particular. */
  by: string
  text: string
  solved: boolean
  /** 'zh', 'zh-CN' and the like are Chinese; anything else English. */
  language: string
}

const isChinese = (language: string) => /^zh\b/i.test(language)

const words = {
  en: {
    comment: (t: Telling) => `Ticket T-${t.number}, ${t.title}. ${t.by || 'We'} wrote:\n${t.text}`,
    solved: (t: Telling) => `Ticket T-${t.number} was solved: ${t.title}`,
    subject: (t: Telling, organization: string) =>
      `${organization}: ${t.solved ? `ticket T-${t.number} was solved` : `news about ticket T-${t.number}`}`,
    link: 'Answer in the chat:',
    noLink: 'Open the chat with us to answer.',
    foot: 'This address does not read replies.',
  },
  zh: {
    comment: (t: Telling) => `工单 T-${t.number}（${t.title}）有新回复，${t.by || '客服'}：\n${t.text}`,
    solved: (t: Telling) => `工单 T-${t.number} 已解决：${t.title}`,
    subject: (t: Telling, organization: string) =>
      `${organization}：工单 T-${t.number} ${t.solved ? '已解决' : '有新进展'}`,
    link: '在聊天窗口回复：',
    noLink: '如需回复，请打开与我们的聊天窗口。',
    foot: '本邮箱不接收回复。',
  },
}

export function chatLine(telling: Telling): string {
  const say = isChinese(telling.language) ? words.zh : words.en
  const solved = telling.solved ? say.solved(telling) : ''
  const comment = telling.text ? say.comment(telling) : ''
  return [comment, solved].filter(Boolean).join('\n')
}

export function tellingMail(
  telling: Telling,
  more: { organization: string; link: string | null },
): { subject: string; text: string } {
  const say = isChinese(telling.language) ? words.zh : words.en
  const goOn = more.link === null ? say.noLink : `${say.link}\n${more.link}`
  return {
    subject: say.subject(telling, more.organization).replace(/[\r\n]+/g, ' '),
    text: [chatLine(telling), goOn, `— \n${more.organization}\n${say.foot}`].join('\n\n'),
  }
}
