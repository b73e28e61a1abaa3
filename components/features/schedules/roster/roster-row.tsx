import { IconBeach } from '@tabler/icons-react'
import { memo } from 'react'
import classes from './roster.module.css'
import { entriesOf, leaveOn, type Row } from './rows'
import { ShiftChip } from './shift-chip'
import type { CellText, Templates } from './use-cell-text'

type Columns = readonly [number, number] | null
type Props = {
  index: number
  row: Row | undefined
  days: readonly string[]
  today: string
  templates: Templates
  text: CellText
  narrow: boolean
  top: number
  height: number
  active: number | null
  selected: Columns
  /** Where a drag would land, or what is being painted. */
  target: Columns
}

const within = (columns: Columns, col: number) => columns !== null && col >= columns[0] && col <= columns[1]

/** One agent. Drawn again only when something of this agent changed. */
export const RosterRow = memo(function RosterRow(props: Props) {
  const { index, row, days, top, height } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, so that thousands of agents scroll
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: the same */}
      <div
        role="rowheader"
        tabIndex={-1}
        className={classes.name}
        data-off={row && !row.agent.enabled ? true : undefined}
      >
        {row?.agent.name ?? '…'}
      </div>
      {days.map((day, col) => (
        <RosterCell key={day} {...props} day={day} col={col} />
      ))}
    </div>
  )
})

function RosterCell({ row, index, day, col, ...props }: Props & { day: string; col: number }) {
  const entries = row ? entriesOf(row, day) : []
  const leave = row && leaveOn(row, day)
  const label = row ? props.text.cellText(row, day) : undefined
  return (
    // biome-ignore lint/a11y/useSemanticElements: the same
    <div
      role="gridcell"
      aria-colindex={col + 2}
      aria-label={label}
      title={entries.length > 0 || leave ? label : undefined}
      aria-selected={within(props.selected, col)}
      tabIndex={props.active === col ? 0 : -1}
      data-row={index}
      data-col={col}
      data-today={day === props.today || undefined}
      data-target={within(props.target, col) || undefined}
      data-leave={leave ? (leave.approved ? 'yes' : 'asked') : undefined}
      data-day={day}
      className={classes.cell}
    >
      {leave && <IconBeach className={classes.leave} size={14} aria-hidden />}
      {row &&
        entries.map((entry) => (
          <ShiftChip
            key={entry.id}
            row={row}
            entry={entry}
            templates={props.templates}
            narrow={props.narrow}
          />
        ))}
    </div>
  )
}
