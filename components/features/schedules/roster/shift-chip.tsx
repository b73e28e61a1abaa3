import { IconAlertTriangle, IconBan, IconNote } from '@tabler/icons-react'
import { type RosterEntryView, severityOf } from '@/server/modules/schedules/contract'
import { clockTime, shiftSpan } from '../shared/times'
import classes from './roster.module.css'
import type { Row } from './rows'
import type { Templates } from './use-cell-text'

type Props = { row: Row; entry: RosterEntryView; templates: Templates; narrow: boolean }

/** Code, colour and times of one shift; hatched while agents do not know it, struck when it is to vanish. */
export function ShiftChip({ row, entry, templates, narrow }: Props) {
  const template = entry.templateId ? templates.get(entry.templateId) : undefined
  const segments = row.shapes[entry.shape] ?? []
  const conflicts = row.conflicts.get(entry.id) ?? []
  const bad = conflicts.some(({ kind }) => severityOf[kind] === 'error')
  const span = shiftSpan(segments)
  return (
    <span className={classes.chip} data-color={template?.color ?? 'gray'} data-state={entry.state}>
      <span className={classes.code}>
        {template?.code ?? clockTime(segments[0]?.from ?? 0).slice(0, 2)}
        {conflicts.length > 0 && (
          <span className={classes.warn} data-bad={bad || undefined}>
            {bad ? <IconBan size={12} aria-hidden /> : <IconAlertTriangle size={12} aria-hidden />}
          </span>
        )}
        {entry.note && !narrow && <IconNote size={12} aria-hidden />}
      </span>
      {!narrow && <span className={classes.span}>{span}</span>}
    </span>
  )
}
