'use client'

import type { MetricKey } from '@/server/modules/insights/contract'
import { BarsPanel } from './bars-panel'
import { HeatPanel } from './heat-panel'
import panels from './panels.module.css'
import { RatingsPanel } from './ratings-panel'
import { TimelinePanel } from './timeline-panel'
import type { OpenRows } from './use-details'
import type { Filters } from './use-filters'
import { type Panel, reports, type View } from './views'

type Props = {
  place: 'above' | 'below'
  view: View
  filters: Filters
  parents: ReadonlySet<string>
  onOpen: OpenRows
}

/** What a report shows beside its chart; lists of words stand below the table. */
export function ReportPanels({ place, view, filters, parents, onOpen }: Props) {
  const shown = reports[view].panels.filter(({ kind }) => (kind === 'ratings') === (place === 'below'))
  if (shown.length === 0) return null
  // Bars stand two by two; one alone takes the line.
  const alone = shown.filter(({ kind }) => kind === 'bars').length === 1
  const one = (panel: Panel) => {
    switch (panel.kind) {
      case 'bars':
        return <BarsPanel {...panel} input={filters.input} parents={parents} onOpen={onOpen} />
      case 'heat':
        return (
          <HeatPanel metrics={panel.metrics as readonly [MetricKey]} input={filters.input} onOpen={onOpen} />
        )
      case 'ratings':
        return <RatingsPanel input={filters.input} />
      default:
        return <TimelinePanel input={filters.input} today={filters.today} />
    }
  }
  return (
    <div className={panels.panels}>
      {shown.map((panel) => (
        <div
          key={panel.kind === 'bars' ? panel.by : panel.kind}
          data-wide={panel.kind !== 'bars' || alone || undefined}
        >
          {one(panel)}
        </div>
      ))}
    </div>
  )
}
