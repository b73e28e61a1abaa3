'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import classes from './change-table.module.css'
import { changesBetween } from './changes'

type Props = {
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  /** The reader's word for a field; the stored name where there is none. */
  nameOf?: (field: string) => string
  /** How a value is said; undefined = as it is stored. */
  show?: (field: string, value: unknown) => ReactNode | undefined
  /** Where the two sides are not earlier and later. */
  titles?: { before: string; after: string }
}

export function ChangeTable({ before, after, nameOf = (field) => field, show, titles }: Props) {
  const t = useTranslations('audit')
  const changes = changesBetween(before, after)
  const plain = usePlainValue()
  if (changes.length === 0) return <Text c="dimmed">{t('noDetails')}</Text>
  const value = (field: string, stored: unknown) => show?.(field, stored) ?? plain(stored)
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t('field')}</th>
          <th>{titles?.before ?? t('before')}</th>
          <th>{titles?.after ?? t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th>{nameOf(change.field)}</th>
            <td className={classes.before}>{value(change.field, change.before)}</td>
            <td>{value(change.field, change.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function usePlainValue(): (value: unknown) => string {
  const t = useTranslations('audit')
  return (value) => {
    if (value === undefined) return '–'
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return t('empty')
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
}
