'use client'

import { Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type MetricKey, type MetricValues, metrics, type Report } from '@/server/modules/insights/contract'
import { useMetricText } from '../shared/use-metric-text'
import type { NamedRow, Sort } from './prepare-rows'
import classes from './reports.module.css'

type Props = {
  label: string
  first: string
  columns: readonly MetricKey[]
  rows: readonly NamedRow[]
  report: Report
  sort: Sort
  onSort: (by: Sort['by']) => void
  /** null: the total. */
  onOpen: (metric: MetricKey, cell: string | null) => void
}

/** Every number opens the rows behind it; every heading says what it means, and sorts. */
export function ReportTable({ label, first, columns, rows, report, sort, onSort, onOpen }: Props) {
  const t = useTranslations('insights.reports.table')
  const numbers = (values: MetricValues, name: string, cell: string | null) =>
    columns.map((key) => (
      <td key={key}>
        <NumberCell metric={key} values={values} name={name} onOpen={() => onOpen(key, cell)} />
      </td>
    ))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.tableFrame} tabIndex={0} aria-label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            <Heading id="name" text={first} sort={sort} onSort={onSort} />
            {columns.map((key) => (
              <MetricHeading key={key} metric={key} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className={classes.total}>
            <th scope="row">{t('total')}</th>
            {numbers(report.total, t('total'), null)}
          </tr>
          {report.previousTotal && (
            <tr className={classes.before}>
              <th scope="row">{t('before')}</th>
              {columns.map((key) => (
                <td key={key}>
                  <PlainNumber metric={key} values={report.previousTotal ?? {}} />
                </td>
              ))}
            </tr>
          )}
          {rows.map((row) => (
            <tr key={row.cell}>
              <th scope="row">{row.name}</th>
              {numbers(row.values, row.name, row.cell)}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type HeadingProps = { id: Sort['by']; text: string; hint?: string; sort: Sort; onSort: Props['onSort'] }

function Heading({ id, text, hint, sort, onSort }: HeadingProps) {
  const here = sort.by === id
  const Arrow = sort.down ? IconArrowDown : IconArrowUp
  const button = (
    <button type="button" onClick={() => onSort(id)}>
      {text}
      {here && <Arrow size={12} aria-hidden />}
    </button>
  )
  return (
    <th scope="col" aria-sort={here ? (sort.down ? 'descending' : 'ascending') : 'none'}>
      {hint ? (
        <Tooltip label={hint} multiline w={320} events={{ hover: true, focus: true, touch: true }}>
          {button}
        </Tooltip>
      ) : (
        button
      )}
    </th>
  )
}

function MetricHeading({ metric, ...rest }: { metric: MetricKey; sort: Sort; onSort: Props['onSort'] }) {
  const m = useTranslations('insights.metric')
  const hint = `${m(`${metric}.name`)}: ${m(`${metric}.definition`)}`
  return <Heading id={metric} text={m(`${metric}.short`)} hint={hint} {...rest} />
}

function PlainNumber({ metric, values }: { metric: MetricKey; values: MetricValues }) {
  const text = useMetricText()
  return <span>{text.metric(metric, values[metric]?.value)}</span>
}

type NumberProps = { metric: MetricKey; values: MetricValues; name: string; onOpen: () => void }

function NumberCell({ metric, values, name, onOpen }: NumberProps) {
  const t = useTranslations('insights.reports.table')
  const m = useTranslations('insights.metric')
  const text = useMetricText()
  const value = values[metric]?.value
  const shown = text.metric(metric, value)
  const nothing = value === null || value === undefined || (value === 0 && metrics[metric].unit === 'count')
  if (nothing) return <span className={classes.none}>{shown}</span>
  const label = t('open', { metric: m(`${metric}.name`), name, value: shown })
  return (
    <button type="button" className={classes.number} onClick={onOpen} aria-label={label}>
      {shown}
    </button>
  )
}
