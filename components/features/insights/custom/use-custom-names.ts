'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { CustomReport, GroupBy, Label } from '@/server/modules/insights/contract'
import { nameOf } from '../reports/prepare-rows'
import { useCellName } from '../reports/use-named-rows'
import type { Named } from './prepare-custom'

/** Rows or columns with their names in the reader's language. */
export function useCustomNames(
  parents: ReadonlySet<string>,
): (
  cells: readonly { cell: string; label: Label }[] | CustomReport['columns'],
  by: GroupBy | null,
) => Named[] {
  const t = useTranslations('insights.reports')
  const locale = useLocale()
  const cellName = useCellName()
  return (cells, by) =>
    cells.map(({ cell, label }) => {
      const name = (by && cellName(cell, by)) ?? nameOf(label, locale) ?? t('unnamed')
      return { cell, name: by === 'group' && parents.has(cell) ? t('withBelow', { name }) : name }
    })
}
