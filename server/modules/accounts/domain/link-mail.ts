/** What stands in the mail that carries a one-time link, in the reader's language. */
type Words = {
  organization: string
  purpose: 'invitation' | 'password_reset'
  link: string
  /** Who invites; null = asked for by the reader. */
  by: string | null
  name: string
  language: string
}

export function composeLinkMail(words: Words): { subject: string; text: string } {
  const chinese = words.language.startsWith('zh')
  if (words.purpose === 'invitation') return chinese ? invitationZh(words) : invitationEn(words)
  return chinese ? resetZh(words) : resetEn(words)
}

const lines = (...all: string[]) => all.join('\n\n')

function invitationEn({ organization, link, by, name }: Words) {
  return {
    subject: `${organization}: your invitation to Switchyard`,
    text: lines(
      `Hello ${name},`,
      `${by ?? organization} invites you to the customer service console of ${organization}. Open this link and choose a password:`,
      link,
      'It works once, for seven days. If you did not expect this mail, leave it be.',
    ),
  }
}

function invitationZh({ organization, link, by, name }: Words) {
  return {
    subject: `${organization}：邀请您使用 Switchyard`,
    text: lines(
      `${name}，您好：`,
      `${by ?? organization} 邀请您加入 ${organization} 的客服工作台。请打开以下链接并设置密码：`,
      link,
      '链接仅可使用一次，七天内有效。如果您并未预期收到此邮件，忽略即可。',
    ),
  }
}

function resetEn({ organization, link, name }: Words) {
  return {
    subject: `${organization}: choose a new password`,
    text: lines(
      `Hello ${name},`,
      'Open this link to choose a new password for Switchyard:',
      link,
      'It works once, for one hour. If you did not ask for it, leave it be: your password stays as it is.',
    ),
  }
}

function resetZh({ organization, link, name }: Words) {
  return {
    subject: `${organization}：重设密码`,
    text: lines(
      `${name}，您好：`,
      '请打开以下链接，为 Switchyard 设置新密码：',
      link,
      '链接仅可使用一次，一小时内有效。如果不是您本人操作，忽略即可，密码不会改变。',
    ),
  }
}
