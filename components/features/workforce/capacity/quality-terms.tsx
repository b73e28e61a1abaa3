'use client'

import { Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import type { QualityPreview } from '@/server/modules/workforce/contract'
import classes from './capacity.module.css'

/** Every term of every number, and what publishing would change. */
export function QualityTerms({ preview }: { preview: QualityPreview }) {
  const t = useTranslations('capacity.terms')
  const format = useFormatter()
  const number = (value: number | null, digits = 2) =>
    value === null ? '–' : format.number(value, { maximumFractionDigits: digits })
  const percent = (value: number) => format.number(value, { style: 'percent', maximumFractionDigits: 1 })
  const columns = [
    'agent',
    'ratings',
    'satisfaction',
    'smoothed',
    'conversations',
    'hours',
    'throughput',
    'smoothedThroughput',
    'weight',
    'quality',
    'share',
  ] as const
  return (
    <div>
      <Text size="sm" mb="xs">
        {t('means', {
          satisfaction: number(preview.groupMean.satisfaction),
          throughput: number(preview.groupMean.throughput),
        })}
      </Text>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-number={column === 'agent' ? undefined : true}>
                  {t(`${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row) => (
              <tr key={row.agentId}>
                <td>{row.name}</td>
                <td data-number>{row.ratings}</td>
                <td data-number>{number(row.satisfaction)}</td>
                <td data-number>{number(row.smoothedSatisfaction)}</td>
                <td data-number>{row.conversations}</td>
                <td data-number>{number(row.onlineHours, 1)}</td>
                <td data-number>{number(row.throughput)}</td>
                <td data-number>{number(row.smoothedThroughput)}</td>
                <td data-number title={row.clamped === 'no' ? undefined : t(`clamped.${row.clamped}`)}>
                  {number(row.weight)}
                  {row.clamped !== 'no' && ' *'}
                </td>
                <td data-number>
                  <b>{t('change', { before: row.before, after: row.quality })}</b>
                </td>
                <td data-number>
                  {t('change', { before: percent(row.shareBefore), after: percent(row.shareAfter) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.rows.some((row) => row.clamped !== 'no') && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('clampedNote')}
        </Text>
      )}
    </div>
  )
}
