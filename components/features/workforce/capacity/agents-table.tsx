'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useReasonText } from '@/components/features/insights/shared/use-reason-text'
import type { BoardAgent } from '@/server/modules/workforce/contract'
import { AgentStatusDot } from '../groups/agent-status-dot'
import { NumberField } from '../groups/number-field'
import classes from './capacity.module.css'
import type { AgentEdit } from './edits'
import { RampDialog } from './ramp-dialog'
import { WindowFields } from './window-fields'

type Edit = (agent: BoardAgent, edit: AgentEdit) => void
type Props = {
  /** As they are this moment. */
  agents: readonly BoardAgent[]
  /** As stored when first touched, and with what was edited. */
  rowOf: (agent: BoardAgent) => { stored: BoardAgent; shown: BoardAgent }
  today: string
  readOnly: boolean
  onEdit: Edit
  foot: ReactNode
}

/** Limits that hold for an agent in all groups. */
export function AgentsTable({ agents, rowOf, today, readOnly, onEdit, foot }: Props) {
  const t = useTranslations('capacity')
  return (
    <section className={classes.section} aria-label={t('agents')}>
      <div className={classes.head}>
        <h2>{t('agents')}</h2>
      </div>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('agent')}</th>
              <th scope="col" data-number>
                {t('load')}
              </th>
              <th scope="col">{t('limit')}</th>
              <th scope="col">{t('ramp')}</th>
              <th scope="col">{t('window')}</th>
            </tr>
          </thead>
          <tbody>
            {agents.map((now) => (
              <Row
                key={now.id}
                agent={rowOf(now).stored}
                shown={rowOf(now).shown}
                now={now}
                today={today}
                readOnly={readOnly}
                onEdit={onEdit}
              />
            ))}
          </tbody>
        </table>
      </div>
      {foot}
    </section>
  )
}

type RowProps = Omit<Props, 'agents' | 'rowOf' | 'foot'> & {
  agent: BoardAgent
  shown: BoardAgent
  now: BoardAgent
}

function Row({ agent, shown, now, today, readOnly, onEdit }: RowProps) {
  const t = useTranslations('capacity')
  const [ramping, setRamping] = useState(false)
  const next = shown.ramp.find((step) => step.from > today)
  return (
    <tr data-off={!agent.enabled || undefined}>
      <td className={classes.who}>
        <AgentName agent={now} />
      </td>
      <td data-number data-title={t('load')}>
        {t('loadOf', { current: now.current, limit: now.capacity })}
      </td>
      <td data-title={t('limit')}>
        <NumberField
          size="xs"
          className={classes.field}
          data-changed={shown.capacity !== agent.capacity || undefined}
          aria-label={t('limitOf', { name: agent.name })}
          value={shown.capacity}
          min={0}
          max={1000}
          disabled={readOnly}
          onChange={(value) => value !== null && onEdit(agent, { capacity: value })}
        />
      </td>
      <td data-title={t('ramp')}>
        <Button
          size="compact-xs"
          variant={shown.ramp.length > 0 ? 'light' : 'subtle'}
          color={shown.ramp.length > 0 ? 'blue' : 'gray'}
          disabled={readOnly}
          onClick={() => setRamping(true)}
          aria-label={t('rampOf', { name: agent.name })}
        >
          {next
            ? t('rampNext', { date: next.from, capacity: next.capacity })
            : shown.ramp.length > 0
              ? t('rampDone')
              : t('rampNone')}
        </Button>
        {ramping && (
          <RampDialog
            agent={shown}
            today={today}
            onClose={() => setRamping(false)}
            onChange={(ramp) => onEdit(agent, { ramp })}
          />
        )}
      </td>
      <td data-title={t('window')} className={classes.wide}>
        <WindowFields
          agent={agent}
          window={shown.window}
          readOnly={readOnly}
          onChange={(window) => onEdit(agent, { window })}
        />
      </td>
    </tr>
  )
}

export function AgentName({ agent }: { agent: BoardAgent }) {
  const reason = useReasonText()
  const why = agent.status === 'online' ? null : reason(agent.statusReason)
  return (
    <span className={classes.name} title={why ?? undefined}>
      <AgentStatusDot status={agent.status} />
      {agent.name}
    </span>
  )
}
