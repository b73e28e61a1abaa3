'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import type en from '@/components/i18n/messages/en.json'
import { flattenSnapshot } from './flatten-snapshot'

type Field = keyof typeof en.groups.field

/** A group's settings in the reader's words, for tables of changes. */
export function useSnapshotWords() {
  const t = useTranslations('groups')
  const trpc = useTRPC()
  const groups = useQuery(trpc.workforce.listGroupNames.queryOptions())
  return {
    flatten: flattenSnapshot,
    nameOf: (field: string) => {
      if (field.startsWith('member:')) return t('member.named', { name: field.slice('member:'.length) })
      return t.has(`field.${field as Field}`) ? t(`field.${field as Field}`) : field
    },
    show: (field: string, value: unknown) => {
      if (field.startsWith('member:') && value !== undefined) return memberText(value as string[])
      if (field === 'offlineMode' && typeof value === 'string')
        return t(`offline.${value as 'even' | 'quality'}`)
      if (field.endsWith('Id') && typeof value === 'string') {
        return groups.data?.find((group) => group.id === value)?.name ?? value
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
