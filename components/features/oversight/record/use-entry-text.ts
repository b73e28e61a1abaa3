'use client'

import { useTranslations } from 'next-intl'
import type en from '@/components/i18n/messages/en.json'
import type { RecordEntryView } from '@/server/http/v1/oversight-contract'

type Step = keyof typeof en.oversight.record.step
type Said = { title: string; notes: string[] }

const asText = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value] : [])

/** An entry of the record in words; what people wrote stands apart, as they wrote it. */
export function useEntryText(): (entry: RecordEntryView) => Said {
  const t = useTranslations('oversight.record')
  const kind = useTranslations('oversight.kind')
  const level = useTranslations('oversight.level')
  return ({ type, values, message, actor }) => {
    if (message) {
      const recalled = message.kind === 'recalled'
      const who = actor ?? ''
      return {
        title: recalled ? `${who}: ${t('recalled')}` : `${who}:`,
        notes: [...asText(message.text), ...asText(message.file)],
      }
    }
    const step: string = type === 'participants' ? (values.on ? 'joined' : 'left') : type
    const status = asText(values.status)[0]
    const params = {
      type,
      agent: values.agent ?? '–',
      group: values.group ?? '–',
      status: status ? t(`status.${status as 'queued'}`) : '–',
      kind: values.level
        ? `${kind(`${String(values.kind) as 'no_reply'}`)} (${level(`${String(values.level) as 'warning'}`)})`
        : '',
      score: values.score ?? 0,
      tags: values.tags ?? '–',
    }
    const title = t.has(`step.${step as Step}`) ? t(`step.${step as Step}`, params) : t('step.other', params)
    const rating = type === 'rating' ? asText(values.tags) : []
    return { title, notes: [...asText(values.note), ...asText(values.comment), ...rating] }
  }
}
