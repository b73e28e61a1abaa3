/**
 * A conversation as its customer saw it, as a mail: only text, in their language. What the staff wrote among
 * themselves and what was taken back is not in it, because whoever collects the lines never reads it.
 */
export type TranscriptLine = {
  at: Date
  /** customer, agent or bot. */
  from: string
  /** Of an agent, if it is known. */
  name: string
  text: string
  attachment: string | null
}

export type Transcript = {
  organization: string
  number: number
  /** 'zh', 'zh-CN' and the like are Chinese; anything else English. */
  language: string
  timeZone: string
  lines: readonly TranscriptLine[]
  /** There was more than a mail can hold. */
  cut: boolean
}

const words = {
  en: {
    subject: (organization: string, number: number) => `Your conversation #${number} with ${organization}`,
    head: (number: number) => `Conversation #${number}, as you asked for it:`,
    you: 'You',
    bot: 'Assistant',
    agent: 'Customer service',
    attachment: (name: string) => `[File: ${name}]`,
    cut: 'The conversation is longer than a mail; this is its latest part.',
    zone: (zone: string) => `Times are those of ${zone}.`,
    foot: 'This address does not read replies.',
    locale: 'en-GB',
  },
  zh: {
    subject: (organization: string, number: number) => `您与 ${organization} 的会话 #${number}`,
    head: (number: number) => `以下是您索取的会话 #${number} 的记录：`,
    you: '您',
    bot: '智能助手',
    agent: '客服',
    attachment: (name: string) => `［文件：${name}］`,
    cut: '会话内容较长，邮件中仅含最近的部分。',
    zone: (zone: string) => `时间以 ${zone} 时区为准。`,
    foot: '本邮箱不接收回复。',
    locale: 'zh-CN',
  },
}

export function composeTranscript(transcript: Transcript): { subject: string; text: string } {
  const { organization, number, timeZone, lines, cut } = transcript
  const say = /^zh\b/i.test(transcript.language) ? words.zh : words.en
  const clock = new Intl.DateTimeFormat(say.locale, { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const nameOf = ({ from, name }: TranscriptLine) =>
    from === 'customer' ? say.you : from === 'bot' ? say.bot : name || say.agent
  const said = lines.map((line) =>
    [
      `${nameOf(line)}, ${clock.format(line.at)}`,
      line.text,
      line.attachment === null ? '' : say.attachment(line.attachment),
    ]
      .filter(Boolean)
      .join('\n'),
  )
  const parts = [say.head(number), cut ? say.cut : '', ...said]
  const foot = `— \n${organization}\n${say.zone(timeZone)}\n${say.foot}`
  return {
    subject: say.subject(organization, number).replace(/[\r\n]+/g, ' '),
    text: [...parts.filter(Boolean), foot].join('\n\n'),
  }
}
