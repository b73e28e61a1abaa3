/**
 * The e-mail that brings a customer the answers to a message they left. Only text, in their language: what
 * the agents wrote, word for word, and where to go on, if there is a page for it.
 */
export type ReplyMail = {
  organization: string
  number: number
  /** 'zh', 'zh-CN' and the like are Chinese; anything else English. */
  language: string
  answers: { by: string; text: string; attachment: string | null }[]
  link: string | null
}

const words = {
  en: {
    subject: (organization: string, number: number) => `${organization} answered your message #${number}`,
    greeting: 'Here is the answer to your message:',
    attachment: (name: string) => `[Attached in the chat: ${name}]`,
    link: 'Reply in the chat:',
    noLink: 'Open the chat where you left your message to reply.',
    foot: 'This address does not read replies.',
  },
  zh: {
    subject: (organization: string, number: number) => `${organization} 回复了您的留言 #${number}`,
    greeting: '您的留言已有回复：',
    attachment: (name: string) => `［附件请在聊天窗口查看：${name}］`,
    link: '在聊天窗口继续：',
    noLink: '请回到您留言的聊天窗口继续沟通。',
    foot: '本邮箱不接收回复。',
  },
}

export function composeReplyMail(mail: ReplyMail): { subject: string; text: string } {
  const say = /^zh\b/i.test(mail.language) ? words.zh : words.en
  const answers = mail.answers.map(({ by, text, attachment }) =>
    [`${by}:`, text, attachment === null ? '' : say.attachment(attachment)].filter(Boolean).join('\n'),
  )
  const goOn = mail.link === null ? say.noLink : `${say.link}\n${mail.link}`
  return {
    subject: say.subject(mail.organization, mail.number).replace(/[\r\n]+/g, ' '),
    text: [say.greeting, ...answers, goOn, `— \n${mail.organization}\n${say.foot}`].join('\n\n'),
  }
}
