'use client'

import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { StateMessage } from '@/components/patterns/states/state-message'
import { CellEditor } from './cell-editor'
import { CoveragePanel } from './coverage-panel'
import { DayList } from './day-list'
import { FillMenu } from './fill-menu'
import { type Brush, Palette } from './palette'
import { PublishDialog } from './publish-dialog'
import classes from './roster.module.css'
import { RosterGrid } from './roster-grid'
import type { Place } from './selection'
import { Toolbar } from './toolbar'
import { type Board, useBoard } from './use-board'
import { useCellText } from './use-cell-text'
import { type Edits, useEdits } from './use-edits'
import { useGestures } from './use-gestures'
import { useRosterPages } from './use-pages'
import { useRosterView } from './use-view'

const firstPage = [1]

/** The plan of a week or a month: painted, moved, checked against rules and targets, published. */
export function RosterScreen() {
  const view = useRosterView()
  const [wanted, setWanted] = useState<readonly number[]>(firstPage)
  const pages = useRosterPages(view, wanted)
  const trpc = useTRPC()
  const templates = useQuery(trpc.schedules.templates.queryOptions(undefined, { staleTime: 30_000 }))
  const byId = useMemo(() => new Map((templates.data ?? []).map((one) => [one.id, one])), [templates.data])
  const text = useCellText(byId)
  const [said, announce] = useState('')
  const edits = useEdits(announce)
  const board = useBoard({ rowAt: pages.rowAt, total: pages.total, days: view.period.days, edits })
  const [brush, setBrush] = useState<Brush>(null)
  const [editing, setEditing] = useState<Place | null>(null)
  const [publishing, setPublishing] = useState(false)
  const narrow = useMediaQuery('(max-width: 48em)')
  const gestures = useGestures({
    rows: pages.total,
    cols: view.period.days.length,
    brush: brush !== null,
    isFilled: board.isFilled,
    onPaint: (range) => board.paint(range, brush),
    onCarry: board.carry,
  })
  const editedRow = editing && pages.rowAt(editing.row)
  const editedDay = editing && view.period.days[editing.col]
  return (
    <div className={classes.screen}>
      <Toolbar
        view={view}
        edits={edits}
        drafts={pages.first?.drafts ?? 0}
        total={pages.total}
        onPublish={() => setPublishing(true)}
        fill={<FillMenu view={view} onDone={edits.refresh} />}
      />
      {!narrow && (
        <Palette
          templates={(templates.data ?? []).filter((one) => !one.disabled)}
          brush={brush}
          onPick={setBrush}
        />
      )}
      {pages.error ? (
        <FailedState error={pages.error} retry={pages.retry} />
      ) : !pages.first ? (
        <Late>
          <Skeleton className={classes.board} />
        </Late>
      ) : pages.total === 0 ? (
        <Nobody filtered={view.search !== '' || view.onlyConflicts || view.groupId !== null} />
      ) : narrow ? (
        <DayList
          view={view}
          pages={pages}
          templates={byId}
          text={text}
          onOpen={setEditing}
          onPages={setWanted}
        />
      ) : (
        <div className={classes.board}>
          <RosterGrid
            key={view.view}
            {...{ view, pages, gestures, text }}
            templates={byId}
            brush={brush !== null}
            onPages={setWanted}
            onOpen={setEditing}
            onKey={(event) => onKey(event, { gestures, board, edits, brush, setBrush, open: setEditing })}
          />
        </div>
      )}
      {!narrow && (
        <CoveragePanel view={view} activeDay={view.period.days[gestures.active.col] ?? view.period.from} />
      )}
      <VisuallyHidden role="status" aria-live="polite">
        {said}
      </VisuallyHidden>
      {editing && editedRow && editedDay && (
        <CellEditor
          key={`${editedRow.agent.id} ${editedDay}`}
          row={editedRow}
          day={editedDay}
          text={text}
          templates={templates.data ?? []}
          longestHours={pages.first?.rules.longestShiftHours ?? 16}
          onSave={(shift) => board.put(editing, shift)}
          onRemove={() =>
            board.erase({ top: editing.row, bottom: editing.row, left: editing.col, right: editing.col })
          }
          onClose={() => setEditing(null)}
        />
      )}
      {publishing && (
        <PublishDialog view={view} onClose={() => setPublishing(false)} onDone={edits.refresh} />
      )}
    </div>
  )
}

function Nobody({ filtered }: { filtered: boolean }) {
  const t = useTranslations('roster')
  return (
    <StateMessage
      icon={IconUsers}
      title={t(filtered ? 'nobodyMatches' : 'nobody')}
      hint={t(filtered ? 'nobodyMatchesHint' : 'nobodyHint')}
    />
  )
}

type Hands = {
  gestures: ReturnType<typeof useGestures>
  board: Board
  edits: Edits
  brush: Brush
  setBrush: (brush: Brush) => void
  open: (place: Place) => void
}

/** True when the key was one of the grid's own. */
function onKey(
  event: React.KeyboardEvent,
  { gestures, board, edits, brush, setBrush, open }: Hands,
): boolean {
  const { selection, active } = gestures
  if (event.ctrlKey || event.metaKey) {
    const acts: Record<string, () => void> = {
      c: () => board.copy(selection),
      x: () => {
        board.copy(selection)
        board.erase(selection)
      },
      v: () => board.paste(selection),
      z: () => (event.shiftKey ? edits.redo() : edits.undo()),
      y: () => edits.redo(),
    }
    const act = acts[event.key.toLowerCase()]
    act?.()
    return act !== undefined
  }
  switch (event.key) {
    case 'Delete':
    case 'Backspace':
      board.erase(selection)
      return true
    case ' ':
      board.paint(selection, brush)
      return true
    case 'Enter':
      open(active)
      return true
    case 'Escape':
      setBrush(null)
      gestures.select(active, false)
      return true
    default:
      return false
  }
}
