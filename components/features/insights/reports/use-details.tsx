'use client'

import { useTranslations } from 'next-intl'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import {
  type GroupBy,
  groupBy as groupings,
  type MetricKey,
  metricKey,
  type Report,
} from '@/server/modules/insights/contract'
import { DetailsDrawer } from './details-drawer'
import type { NamedRow } from './prepare-rows'
import type { Filters } from './use-filters'
import { useCellName } from './use-named-rows'

/** Which rows to show: of one metric, and of one cell of the table's grouping or of another. */
export type OpenRows = (metric: MetricKey, cell: string | null, by?: GroupBy) => void

/** The opened number stands in the address, so that it can be sent to a colleague. */
export function useDetails({ input }: Filters, report: Report, rows: readonly NamedRow[]) {
  const t = useTranslations('insights.reports')
  const cellName = useCellName()
  const [opened, setOpened] = useQueryStates({
    open: parseAsStringLiteral(metricKey.options),
    cell: parseAsString,
    told: parseAsStringLiteral(groupings.options),
  })
  const by = opened.told ?? input.groupBy
  const row = opened.told ? undefined : rows.find((one) => one.cell === opened.cell)
  const named = row?.name ?? (opened.cell === null ? null : cellName(opened.cell, by))
  const value = opened.open
    ? (row?.values ?? (opened.cell === null ? report.total : {}))[opened.open]?.value
    : null
  const open: OpenRows = (metric, cell, told) =>
    void setOpened({ open: metric, cell, told: told && told !== input.groupBy ? told : null })
  return {
    open,
    shown: opened.open && (
      <DetailsDrawer
        key={`${opened.open} ${by} ${opened.cell}`}
        input={{ ...input, groupBy: by }}
        metric={opened.open}
        cell={opened.cell}
        name={named ?? (opened.cell === null ? t('table.total') : '')}
        value={value}
        onClose={() => void setOpened({ open: null, cell: null, told: null })}
      />
    ),
  }
}
