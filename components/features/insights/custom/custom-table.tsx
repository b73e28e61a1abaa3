'use client'

import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import type {
  CustomDefinition,
  CustomReport,
  MetricKey,
  MetricValues,
} from '@/server/modules/insights/contract'
import reports from '../reports/reports.module.css'
import { useMetricText } from '../shared/use-metric-text'
import classes from './custom.module.css'
import { chartOf, type Named, strengthOf } from './prepare-custom'

type Props = {
  definition: CustomDefinition
  report: CustomReport
  keys: readonly MetricKey[]
  rows: readonly Named[]
  columns: readonly Named[]
}

/** Rows, rows within rows, or rows and columns of the first metric. */
export function CustomTable(props: Props) {
  const t = useTranslations('insights.custom')
  const { definition } = props
  const crossed = definition.second !== null && (definition.crossed || chartOf(definition) === 'heat')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={reports.tableFrame} tabIndex={0} aria-label={t('table')}>
      <table className={`${reports.table} ${classes.table}`} data-crossed={crossed || undefined}>
        {crossed ? <Crossed {...props} /> : <Nested {...props} />}
      </table>
    </section>
  )
}

function Nested({ definition, report, keys, rows, columns }: Props) {
  const m = useTranslations('insights.metric')
  const words = useTranslations('insights.reports')
  const table = useTranslations('insights.reports.table')
  const text = useMetricText()
  const numbers = (values: MetricValues) =>
    keys.map((key) => <td key={key}>{text.metric(key, values[key]?.value)}</td>)
  const nameOf = new Map(columns.map(({ cell, name }) => [cell, name]))
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{words(`filter.grouping.${definition.rows}`)}</th>
          {keys.map((key) => (
            <th key={key} scope="col" title={m(`${key}.definition`)}>
              {m(`${key}.short`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className={reports.total}>
          <th scope="row">{table('total')}</th>
          {numbers(report.total)}
        </tr>
        {report.rows.map((row, index) => (
          <Fragment key={row.cell}>
            <tr>
              <th scope="row">{rows[index]?.name}</th>
              {numbers(row.values)}
            </tr>
            {row.parts.map((part) => (
              <tr key={part.cell} className={classes.inner}>
                <th scope="row">{nameOf.get(part.cell)}</th>
                {numbers(part.values)}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </>
  )
}

function Crossed({ definition, report, keys, rows, columns }: Props) {
  const t = useTranslations('insights.custom')
  const m = useTranslations('insights.metric')
  const words = useTranslations('insights.reports')
  const table = useTranslations('insights.reports.table')
  const text = useMetricText()
  const [metric] = keys
  if (metric === undefined) return null
  const strength = strengthOf(report, metric)
  const heat = chartOf(definition) === 'heat'
  const shown = (values: MetricValues | undefined) => text.metric(metric, values?.[metric]?.value)
  return (
    <>
      <caption>
        {t('crossedTitle', {
          metric: m(`${metric}.name`),
          rows: words(`filter.grouping.${definition.rows}`),
          columns: words(`filter.grouping.${definition.second ?? definition.rows}`),
        })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{words(`filter.grouping.${definition.rows}`)}</th>
          {columns.map(({ cell, name }) => (
            <th key={cell} scope="col">
              {definition.second === 'hour' ? cell : name}
            </th>
          ))}
          <th scope="col">{table('total')}</th>
        </tr>
      </thead>
      <tbody>
        {report.rows.map((row, index) => {
          const parts = new Map(row.parts.map(({ cell, values }) => [cell, values]))
          return (
            <tr key={row.cell}>
              <th scope="row">{rows[index]?.name}</th>
              {columns.map(({ cell }) => {
                const part = parts.get(cell)
                const dark = heat ? Math.round(strength(part?.[metric]?.value ?? null) * 55) : 0
                return (
                  <td
                    key={cell}
                    data-heat={dark > 0 || undefined}
                    style={{ '--heat': `${dark}%` } as React.CSSProperties}
                  >
                    {shown(part)}
                  </td>
                )
              })}
              <td>{shown(row.values)}</td>
            </tr>
          )
        })}
        <tr className={reports.total}>
          <th scope="row">{table('total')}</th>
          {report.columns.map(({ cell, values }) => (
            <td key={cell}>{shown(values)}</td>
          ))}
          <td>{shown(report.total)}</td>
        </tr>
      </tbody>
    </>
  )
}
