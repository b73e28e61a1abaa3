'use client'

import { Badge, Button, Text } from '@mantine/core'
import { IconMathFunction } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import type { BoardAgent, BoardGroup, BoardMember } from '@/server/modules/workforce/contract'
import { NumberField } from '../groups/number-field'
import { AgentName } from './agents-table'
import classes from './capacity.module.css'
import { type MemberEdit, type Standing, standingsOf } from './edits'
import { QualityDrawer } from './quality-drawer'

type Edit = (member: BoardMember, edit: MemberEdit) => void
type Props = {
  group: BoardGroup
  shown: BoardGroup
  agents: ReadonlyMap<string, BoardAgent>
  /** Whose row is shown; shares are those among all. */
  shows: (group: BoardGroup, agentId: string) => boolean
  readOnly: boolean
  /** Something on the board is not saved: numbers are not published meanwhile. */
  dirty: boolean
  onEdit: Edit
}

/** One group: level, quality number and share, limit within the group, load and coefficient of each member. */
export function GroupTable({ group, shown, agents, shows, readOnly, dirty, onEdit }: Props) {
  const t = useTranslations('capacity')
  const can = useCan()
  const [computing, setComputing] = useState(false)
  const standings = standingsOf(shown, agents)
  return (
    <section className={classes.section} aria-label={group.name}>
      <div className={classes.head}>
        <h2>{group.name}</h2>
        <Badge variant="light" color={group.qualityMode === 'computed' ? 'blue' : 'gray'} tt="none">
          {t(`mode.${group.qualityMode}`)}
        </Badge>
        {can('quality.write', { groupIds: [group.id] }) && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconMathFunction size={14} />}
            disabled={dirty || group.members.length === 0}
            onClick={() => setComputing(true)}
          >
            {t('compute')}
          </Button>
        )}
      </div>
      {group.members.length === 0 ? (
        <Text c="dimmed" p="md" pt={0}>
          {t('noMembers')}
        </Text>
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <Head />
            <tbody>
              {group.members.map((member, index) =>
                shows(group, member.agentId) ? (
                  <Row
                    key={member.agentId}
                    member={member}
                    shown={shown.members[index] ?? member}
                    agent={agents.get(member.agentId)}
                    standing={standings.get(member.agentId)}
                    readOnly={readOnly}
                    onEdit={onEdit}
                  />
                ) : null,
              )}
            </tbody>
          </table>
        </div>
      )}
      {computing && <QualityDrawer group={group} onClose={() => setComputing(false)} />}
    </section>
  )
}

function Head() {
  const t = useTranslations('capacity')
  return (
    <thead>
      <tr>
        <th scope="col">{t('agent')}</th>
        <th scope="col">{t('level')}</th>
        <th scope="col">{t('quality')}</th>
        <th scope="col" data-number>
          {t('share')}
        </th>
        <th scope="col">{t('groupLimit')}</th>
        <th scope="col" data-number>
          {t('load')}
        </th>
        <th scope="col" data-number>
          {t('coefficient')}
        </th>
      </tr>
    </thead>
  )
}

type RowProps = {
  member: BoardMember
  shown: BoardMember
  agent: BoardAgent | undefined
  standing: Standing | undefined
  readOnly: boolean
  onEdit: Edit
}

function Row({ member, shown, agent, standing, readOnly, onEdit }: RowProps) {
  const t = useTranslations('capacity')
  const format = useFormatter()
  if (!agent || !standing) return null
  const field = (key: 'level' | 'quality' | 'capacity', min: number, max: number) => ({
    size: 'xs' as const,
    className: classes.field,
    'data-changed': shown[key] !== member[key] || undefined,
    'aria-label': t(`fieldOf.${key}`, { name: agent.name }),
    value: shown[key],
    min,
    max,
    disabled: readOnly,
  })
  return (
    <tr data-off={!agent.enabled || undefined}>
      <td>
        <AgentName agent={agent} />
      </td>
      <td>
        <NumberField
          {...field('level', 1, 100)}
          onChange={(level) => level !== null && onEdit(member, { level })}
        />
      </td>
      <td>
        <NumberField
          {...field('quality', 0, 10_000)}
          onChange={(quality) => quality !== null && onEdit(member, { quality })}
        />
      </td>
      <td data-number>
        <span className={classes.share}>
          <i aria-hidden>
            <b style={{ width: `${standing.share * 100}%` }} />
          </i>
          {format.number(standing.share, { style: 'percent', maximumFractionDigits: 1 })}
        </span>
      </td>
      <td>
        <NumberField
          {...field('capacity', 0, 1000)}
          placeholder={t('asAgent')}
          onChange={(capacity) => onEdit(member, { capacity })}
        />
      </td>
      <td data-number>{t('loadOf', { current: member.current, limit: standing.limit })}</td>
      <td data-number>{format.number(standing.coefficient, { maximumFractionDigits: 3 })}</td>
    </tr>
  )
}
