'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ReportInput } from '@/server/modules/insights/contract'
import panels from './panels.module.css'
import type { View } from './views'

/** On paper there is no filter line: what was asked stands above the answer. */
export function PrintHead({ view, input }: { view: View; input: ReportInput }) {
  const t = useTranslations('insights.reports')
  const format = useFormatter()
  const day = (date: string) => format.dateTime(new Date(date), { dateStyle: 'medium', timeZone: 'UTC' })
  const filters = [input.groupIds, input.agentIds, input.channelIds, input.categoryIds ?? []]
  return (
    <p className={panels.printOnly}>
      {t('printed', {
        report: t(`tab.${view}`),
        from: day(input.from),
        to: day(input.to),
        zone: input.timeZone.replaceAll('_', ' '),
        filters: filters.reduce((sum, ids) => sum + ids.length, 0),
      })}
    </p>
  )
}
