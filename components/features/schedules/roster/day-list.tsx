'use client'

import { Button, Group, Select } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import classes from './roster.module.css'
import { entriesOf, leaveOn } from './rows'
import type { Place } from './selection'
import { ShiftChip } from './shift-chip'
import type { CellText, Templates } from './use-cell-text'
import { PAGE, type useRosterPages } from './use-pages'
import type { RosterViewState } from './use-view'

type Props = {
  view: RosterViewState
  pages: ReturnType<typeof useRosterPages>
  templates: Templates
  text: CellText
  onOpen: (place: Place) => void
  onPages: (pages: readonly number[]) => void
}

/** One day after the other, for a narrow screen: who works when, and a tap to change it. */
export function DayList({ view, pages, templates, text, onOpen, onPages }: Props) {
  const t = useTranslations('roster')
  const { days } = view.period
  const [shown, setShown] = useState(1)
  const [picked, setPicked] = useState<string | null>(null)
  const day =
    picked && days.includes(picked) ? picked : days.includes(view.today) ? view.today : (days[0] ?? '')
  const count = Math.min(pages.total, shown * PAGE)
  const more = () => {
    onPages(Array.from({ length: shown + 1 }, (_, index) => index + 1))
    setShown(shown + 1)
  }
  return (
    <>
      <Select
        aria-label={t('day')}
        data={days.map((value) => ({ value, label: text.dayText(value) }))}
        value={day}
        onChange={setPicked}
        allowDeselect={false}
      />
      <div className={classes.dayList}>
        {Array.from({ length: count }, (_, index) => {
          const row = pages.rowAt(index)
          if (!row) return null
          const leave = leaveOn(row, day)
          return (
            <button
              key={row.agent.id}
              type="button"
              className={classes.dayItem}
              aria-label={text.cellText(row, day)}
              onClick={() => onOpen({ row: index, col: days.indexOf(day) })}
            >
              <span>{row.agent.name}</span>
              <Group gap={4} wrap="nowrap">
                {leave && (
                  <span className={classes.week}>{t(leave.approved ? 'onLeave' : 'leaveAsked')}</span>
                )}
                {entriesOf(row, day).map((entry) => (
                  <ShiftChip key={entry.id} row={row} entry={entry} templates={templates} narrow={false} />
                ))}
                {!leave && entriesOf(row, day).length === 0 && (
                  <span className={classes.week}>{t('free')}</span>
                )}
              </Group>
            </button>
          )
        })}
        {count < pages.total && (
          <Button variant="default" onClick={more}>
            {t('more')}
          </Button>
        )}
      </div>
    </>
  )
}
