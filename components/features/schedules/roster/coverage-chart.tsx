'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { CoverageDay } from '@/server/modules/schedules/contract'
import { clockTime } from '../shared/times'
import classes from './roster.module.css'

const WIDTH = 960
const HEIGHT = 84
const LEFT = 28
const SLOT = (WIDTH - LEFT) / 48

const worst = ({ planned, target }: CoverageDay) =>
  planned.reduce((least, agents, slot) => Math.min(least, agents - (target[slot] ?? 0)), 0)

/** Bars of what is planned under the line of what should be. */
export function CoverageChart({ day }: { day: CoverageDay }) {
  const t = useTranslations('roster.coverage')
  const format = useFormatter()
  const most = Math.max(1, ...day.planned, ...day.target)
  const y = (agents: number) => HEIGHT - 14 - (agents / most) * (HEIGHT - 22)
  const missing = day.planned.filter((agents, slot) => agents < (day.target[slot] ?? 0)).length
  const line = day.target
    .map((agents, slot) => `${slot === 0 ? 'M' : 'L'}${LEFT + slot * SLOT} ${y(agents)}h${SLOT}`)
    .join('')
  return (
    <svg className={classes.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
      <title>{t('summary', { missing, worst: format.number(-worst(day)) })}</title>
      {day.planned.map((agents, slot) => {
        const target = day.target[slot] ?? 0
        const span = `${clockTime(slot * 30)}–${clockTime(slot * 30 + 30)}`
        return (
          <rect
            key={span}
            x={LEFT + slot * SLOT + 1}
            width={SLOT - 2}
            y={y(agents)}
            height={Math.max(0, HEIGHT - 14 - y(agents))}
            fill={agents < target ? 'var(--mantine-color-amber-5)' : 'var(--mantine-color-blue-5)'}
          >
            <title>{t('slot', { span, planned: format.number(agents), target })}</title>
          </rect>
        )
      })}
      <path d={line} fill="none" stroke="currentColor" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
      <text x={LEFT - 4} y={y(most) + 4} textAnchor="end">
        {most}
      </text>
      {[0, 6, 12, 18, 24].map((hour) => (
        <text key={hour} x={LEFT + hour * 2 * SLOT} y={HEIGHT - 2} textAnchor={hour === 24 ? 'end' : 'start'}>
          {hour === 24 ? '24:00' : clockTime(hour * 60)}
        </text>
      ))}
    </svg>
  )
}

/** A week at a glance: a square per half hour, by how far it is from its target. */
export function CoverageStrip({
  days,
  onPick,
}: {
  days: readonly CoverageDay[]
  onPick: (day: string) => void
}) {
  const t = useTranslations('roster.coverage')
  const format = useFormatter()
  return (
    <div className={classes.strip}>
      {days.map((day) => {
        const name = format.dateTime(new Date(`${day.day}T12:00:00Z`), { weekday: 'short', timeZone: 'UTC' })
        return [
          <span key={day.day}>{name}</span>,
          ...day.planned.map((agents, slot) => {
            const target = day.target[slot] ?? 0
            const span = `${name} ${clockTime(slot * 30)}–${clockTime(slot * 30 + 30)}`
            const label = t('slot', { span, planned: format.number(agents), target })
            return (
              <button
                key={span}
                type="button"
                tabIndex={slot === 0 ? 0 : -1}
                title={label}
                aria-label={label}
                style={{ background: toneOf(agents, target) }}
                onClick={() => onPick(day.day)}
              />
            )
          }),
        ]
      })}
    </div>
  )
}

function toneOf(planned: number, target: number): string {
  if (target === 0 && planned === 0) return 'var(--swy-hover)'
  if (planned >= target) return 'var(--mantine-color-blue-5)'
  return planned >= target / 2 ? 'var(--mantine-color-amber-5)' : 'var(--mantine-color-red-5)'
}
