'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import type en from '@/components/i18n/messages/en.json'
import { flattenSnapshot } from './flatten-snapshot'

type Field = keyof typeof en.groups.field
type ServiceField = keyof typeof en.groups.service.field
type LimitField = keyof typeof en.groups.limit.field

/** A group's settings in the reader's words, for tables of changes. */
export function useSnapshotWords() {
  const t = useTranslations('groups')
  const trpc = useTRPC()
  const groups = useQuery(trpc.workforce.listGroupNames.queryOptions())
  const calendars = useQuery(trpc.workforce.listCalendarNames.queryOptions())
  const known = [...(groups.data ?? []), ...(calendars.data ?? [])]
  return {
    flatten: flattenSnapshot,
    nameOf: (field: string) => {
      if (field.startsWith('member:')) return t('member.named', { name: field.slice('member:'.length) })
      const [part, key] = field.split('.')
      if (part === 'settings' && t.has(`service.field.${key as ServiceField}`))
        return t(`service.field.${key as ServiceField}`)
      if (part === 'thresholds' && t.has(`limit.field.${key as LimitField}`))
        return t(`limit.field.${key as LimitField}`)
      return t.has(`field.${field as Field}`) ? t(`field.${field as Field}`) : field
    },
    show: (field: string, value: unknown) => {
      if (field.startsWith('member:') && value !== undefined) return memberText(value as string[])
      if (field === 'offlineMode' && typeof value === 'string')
        return t(`offline.${value as 'even' | 'quality'}`)
      if (field === 'settings.overflow' && typeof value === 'string')
        return t(`service.overflow.${value as 'group'}`)
      if (field === 'settings.whenServiceEnds' && typeof value === 'string')
        return t(`service.ends.${value as 'keep_waiting'}`)
      if (field.startsWith('thresholds.') && typeof value === 'number')
        return t('limit.seconds', { seconds: value / 1000 })
      if (field.endsWith('Id') && typeof value === 'string') {
        return known.find(({ id }) => id === value)?.name ?? value
      }
      return undefined
    },
  }

  function memberText([level, quality, capacity, receiver]: string[]): string {
    const parts = [
      t('member.levelIs', { level: level ?? '' }),
      t('member.qualityIs', { quality: quality ?? '' }),
    ]
    if (capacity) parts.push(t('member.limitIs', { limit: capacity }))
    if (receiver) parts.push(t('member.receiver'))
    return parts.join(' · ')
  }
}
