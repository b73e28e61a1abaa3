'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useReasonText } from '../status/status-text'

type Values = Record<string, string | number>

/** The numbers and codes of a statement, ready to stand in a sentence of the reader's language. */
export function useStatementParams(): (params: Record<string, unknown>) => Values {
  const t = useTranslations('dispatch')
  const status = useTranslations('workspace.status.name')
  const format = useFormatter()
  const reasonText = useReasonText()
  const readings: Record<string, (value: unknown) => string> = {
    conditions: (value) =>
      format.list((value as ('channelIds' | 'time')[]).map((key) => t(`condition.${key}`))),
    cause: (value) => t(`cause.${value as 'able'}`),
    code: (value) => t(`cause.${value as 'able'}`),
    basis: (value) => t(`basis.${value as 'agent'}`),
    status: (value) => status(`${value as 'online'}`),
    statusReason: (value) => (value ? reasonText(String(value)) : ''),
    until: (value) => format.dateTime(new Date(Number(value)), { timeStyle: 'medium' }),
    product: (value) => format.number(Number(value), { maximumFractionDigits: 3 }),
    space: (value) => format.number(Number(value), { maximumFractionDigits: 2 }),
    qualityShare: (value) => format.number(Number(value), { maximumFractionDigits: 2 }),
  }
  return (params) =>
    Object.fromEntries(
      Object.entries(params).map(([key, value]) => {
        const read = readings[key]
        return [key, read ? read(value) : typeof value === 'number' ? value : String(value ?? '')]
      }),
    )
}
