'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { CellOperation, RosterEntryView } from '@/server/modules/schedules/contract'
import {
  type Carried,
  type Cell,
  carry,
  erase,
  type Look,
  paint,
  paintTemplate,
  type Shift,
  shiftsIn,
} from './operations'
import type { Brush } from './palette'
import { entriesOf, type Row } from './rows'
import { type Place, placesIn, type Range } from './selection'
import type { Edits } from './use-edits'

type Options = {
  rowAt: (index: number) => Row | undefined
  total: number
  days: readonly string[]
  edits: Edits
}
type Clip = { width: number; height: number; shifts: (Shift[] | null)[][] }

/** What the gestures and keys of the grid do to its cells. */
export function useBoard({ rowAt, total, days, edits }: Options) {
  const t = useTranslations('roster')
  const clip = useRef<Clip | null>(null)
  const cellAt = ({ row, col }: Place): Cell | null => {
    const agent = rowAt(row)?.agent
    const day = days[col]
    return agent && day && row < total ? { agentId: agent.id, day } : null
  }
  const rowOf = (agentId: string): Row | undefined => {
    for (let index = 0; index < total; index += 1) {
      const row = rowAt(index)
      if (row?.agent.id === agentId) return row
    }
    return undefined
  }
  const rows = new Map<string, Row | undefined>()
  const lookup = (agentId: string) => {
    if (!rows.has(agentId)) rows.set(agentId, rowOf(agentId))
    return rows.get(agentId)
  }
  const look: Look = ({ agentId, day }) => {
    const row = lookup(agentId)
    return row ? entriesOf(row, day) : []
  }
  const shapeOf = (entry: RosterEntryView) => lookup(entry.agentId)?.shapes[entry.shape] ?? []
  const newId = () => crypto.randomUUID()
  const cellsOf = (range: Range): Cell[] => placesIn(range).flatMap((place) => cellAt(place) ?? [])
  const say = (operations: CellOperation[]) => t('changedDays', { count: operations.length })
  const change = (operations: CellOperation[]) => edits.change(operations, say(operations))

  return {
    cellAt,
    isFilled: (place: Place) => {
      const cell = cellAt(place)
      return cell !== null && look(cell).some((entry) => entry.state !== 'removed')
    },
    entriesAt: (place: Place) => {
      const cell = cellAt(place)
      return cell ? look(cell).filter((entry) => entry.state !== 'removed') : []
    },
    paint: (range: Range, brush: Brush) => {
      const cells = cellsOf(range)
      if (brush === 'erase') change(erase(cells, look))
      else if (brush) change(paint(cells, paintTemplate(brush), look, shapeOf, newId))
    },
    erase: (range: Range) => change(erase(cellsOf(range), look)),
    put: (place: Place, shift: Shift) => {
      const cell = cellAt(place)
      if (cell) change(paint([cell], shift, look, shapeOf, newId))
    },
    carry: (range: Range, from: Place, to: Place, copy: boolean) => {
      const carried = placesIn(range).flatMap((place): Carried[] => {
        const source = cellAt(place)
        const target = cellAt({ row: place.row + to.row - from.row, col: place.col + to.col - from.col })
        return source && target ? [{ from: source, to: target }] : []
      })
      change(carry(carried, copy, look, shapeOf, newId))
    },
    copy: (range: Range) => {
      const [width, height] = [range.right - range.left + 1, range.bottom - range.top + 1]
      const shifts = Array.from({ length: height }, (_, row) =>
        Array.from({ length: width }, (__, col) => {
          const cell = cellAt({ row: range.top + row, col: range.left + col })
          return cell ? shiftsIn(cell, look, shapeOf) : null
        }),
      )
      clip.current = { width, height, shifts }
    },
    /** Repeated over the selection where that is larger than what was copied. */
    paste: (range: Range) => {
      const held = clip.current
      if (!held) return
      const width = Math.max(held.width, range.right - range.left + 1)
      const height = Math.max(held.height, range.bottom - range.top + 1)
      const area = { ...range, right: range.left + width - 1, bottom: range.top + height - 1 }
      change(
        placesIn(area).flatMap((place) => {
          const cell = cellAt(place)
          const [shift] =
            held.shifts[(place.row - range.top) % held.height]?.[(place.col - range.left) % held.width] ?? []
          return cell && shift ? paint([cell], shift, look, shapeOf, newId) : []
        }),
      )
    },
  }
}

export type Board = ReturnType<typeof useBoard>
