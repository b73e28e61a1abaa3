'use client'

import { Button, VisuallyHidden } from '@mantine/core'
import { IconChartLine, IconTable } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useState } from 'react'
import classes from './shared.module.css'

type Props = {
  title: string
  /** What the picture shows, in a sentence, for whoever does not see it. */
  summary: string
  legend: readonly { label: string; color: string; line?: boolean }[]
  chart: ReactNode
  head: readonly string[]
  rows: readonly (readonly string[])[]
}

/** A chart with its legend, and the same numbers as a table at one click. */
export function ChartFrame({ title, summary, legend, chart, head, rows }: Props) {
  const t = useTranslations('insights.chart')
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  return (
    <section className={classes.chartFrame} aria-labelledby={id}>
      <header className={classes.chartHead}>
        <h2 id={id}>{title}</h2>
        <VisuallyHidden>{summary}</VisuallyHidden>
        <ul className={classes.legend} aria-hidden>
          {legend.map((item) => (
            <li key={item.label} data-line={item.line || undefined}>
              <i style={{ background: item.color }} />
              {item.label}
            </li>
          ))}
        </ul>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={asTable ? <IconChartLine size={16} /> : <IconTable size={16} />}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? t('asChart') : t('asTable')}
        </Button>
      </header>
      {asTable ? <ChartTable title={title} head={head} rows={rows} /> : <div aria-hidden>{chart}</div>}
    </section>
  )
}

function ChartTable({ title, head, rows }: Pick<Props, 'title' | 'head' | 'rows'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: no group of fields
    <div role="group" className={classes.chartTable} tabIndex={0} aria-label={title}>
      <table>
        <thead>
          <tr>
            {head.map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {rest.map((text, index) => (
                <td key={head[index + 1]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
