import { useTranslations } from 'next-intl'
import type { Segment } from '@/server/modules/schedules/contract'
import { spanText } from '../shared/times'

const fields = ['name', 'code', 'color', 'segments', 'days', 'members', 'disabled'] as const

/** Fields of shifts and rotations in the reader's words, for histories and for two versions side by side. */
export function useShiftWords() {
  const words = useTranslations('shiftTemplates')
  const nameOf = (field: string) => {
    const known = fields.find((one) => one === field)
    return known ? words(`fields.${known}`) : field
  }
  return { nameOf, show: showValue }
}

function showValue(field: string, value: unknown): string | undefined {
  if (field === 'segments' && Array.isArray(value))
    return (value as Segment[])
      .map(({ kind, from, until }) => `${kind === 'break' ? '– ' : ''}${spanText(from, until)}`)
      .join(', ')
  if ((field === 'members' || field === 'days') && Array.isArray(value)) return String(value.length)
  return undefined
}
