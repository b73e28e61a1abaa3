/** The mail that brings a report: what it is, the figures in one sentence, and where they can be looked into. */
import type { FileLanguage, MetricKey } from '../contract'
import { metrics } from '../contract'

type Figure = { key: MetricKey; value: number | null }
export type ReportMail = {
  name: string
  organization: string
  from: string
  to: string
  figures: readonly Figure[]
  conversations: number | null
  link: string | null
  language: FileLanguage
  metricName: (key: MetricKey) => string
}

const words = {
  en: {
    period: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    none: 'Nothing happened in this time.',
    conversations: (count: string, one: boolean) => `${count} ${one ? 'conversation' : 'conversations'}.`,
    attached: 'The figures are attached.',
    look: (link: string) => `Look into them: ${link}`,
    joined: '; ',
    end: '.',
    says: ': ',
  },
  zh: {
    period: (from: string, to: string) => (from === to ? from : `${from} 至 ${to}`),
    none: '这段时间没有数据。',
    conversations: (count: string) => `共 ${count} 个会话。`,
    attached: '明细见附件。',
    look: (link: string) => `在线查看：${link}`,
    joined: '；',
    end: '。',
    says: '：',
  },
} as const

export function composeReportMail(mail: ReportMail): { subject: string; text: string; sentence: string } {
  const say = words[mail.language]
  const period = say.period(mail.from, mail.to)
  const sentence = sentenceOf(mail)
  const link = mail.link ? [say.look(mail.link)] : []
  return {
    subject: `${mail.organization}: ${mail.name}, ${period}`.replace(/[\r\n]+/g, ' '),
    sentence,
    text: [mail.name, period, '', sentence, '', say.attached, ...link, ''].join('\n'),
  }
}

function sentenceOf({ figures, conversations, language, metricName }: ReportMail): string {
  const say = words[language]
  if (conversations !== null) {
    return say.conversations(new Intl.NumberFormat(language).format(conversations), conversations === 1)
  }
  const told = figures.filter(({ value }) => value !== null)
  if (told.every(({ value }) => value === 0)) return say.none
  const parts = told.map(
    ({ key, value }) => `${metricName(key)}${say.says}${valueText(key, value ?? 0, language)}`,
  )
  return parts.join(say.joined) + say.end
}

export function valueText(key: MetricKey, value: number, language: FileLanguage): string {
  const { unit } = metrics[key]
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options).format(value)
  if (unit === 'rate') return number({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
  if (unit === 'ratio') return number({ maximumFractionDigits: 2 })
  if (unit !== 'ms') return number({ maximumFractionDigits: 1 })
  const seconds = Math.round(value / 1_000)
  const pad = (n: number) => String(n).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`
}
