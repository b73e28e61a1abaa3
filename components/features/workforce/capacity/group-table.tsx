'use client'

import { Badge, Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconMathFunction } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import {
  type BoardAgent,
  type BoardGroup,
  type BoardMember,
  type Standing,
  standingsOf,
  weighGroup,
} from '@/server/modules/workforce/contract'
import { NumberField } from '../groups/number-field'
import { AgentName } from './agents-table'
import classes from './capacity.module.css'
import type { MemberEdit } from './edits'
import { QualityDrawer } from './quality-drawer'

type Edit = (agentId: string, edit: MemberEdit) => void
/** More than a person edits at once; the rest opens on demand. */
const shownMembers = 50

type Props = {
  stored: BoardGroup
  shown: BoardGroup
  agents: ReadonlyMap<string, BoardAgent>
  /** Only whom it names, unless it names the group; shares are those among all. */
  search: string
  readOnly: boolean
  /** Something on the board is not saved: numbers are not published meanwhile. */
  dirty: boolean
  onEdit: Edit
}

/** One group: level, quality number and share, limit within the group, load and coefficient of each member. */
export function GroupTable({ stored: group, shown, agents, search, readOnly, dirty, onEdit }: Props) {
  const t = useTranslations('capacity')
  const can = useCan()
  const [computing, setComputing] = useState(false)
  const [all, setAll] = useState(false)
  const standings = standingsOf(shown, agents)
  const wanted = search.trim().toLowerCase()
  const fits = (name: string | undefined) => name?.toLowerCase().includes(wanted) ?? false
  const found = fits(group.name)
    ? group.members
    : group.members.filter(({ agentId }) => fits(agents.get(agentId)?.name))
  const members = all ? found : found.slice(0, shownMembers)
  return (
    <section className={classes.section} aria-label={group.name}>
      <div className={classes.head}>
        <h2>{group.name}</h2>
        <Badge variant="light" color={group.qualityMode === 'computed' ? 'blue' : 'gray'} tt="none">
          {t(`mode.${group.qualityMode}`)}
        </Badge>
        <Glance shown={shown} agents={agents} />
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
              {members.map((member) => (
                <Row
                  key={member.agentId}
                  member={member}
                  shown={shown.members.find(({ agentId }) => agentId === member.agentId) ?? member}
                  agent={agents.get(member.agentId)}
                  standing={standings.get(member.agentId)}
                  readOnly={readOnly}
                  onEdit={onEdit}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {members.length < found.length && (
        <Button variant="subtle" size="compact-sm" m="xs" onClick={() => setAll(true)}>
          {t('moreMembers', { count: found.length - members.length })}
        </Button>
      )}
      {computing && <QualityDrawer group={group} onClose={() => setComputing(false)} />}
    </section>
  )
}

/** The group as it stands: who is there, what is taken, and what would surprise. */
function Glance({ shown, agents }: Pick<Props, 'shown' | 'agents'>) {
  const t = useTranslations('capacity')
  const groups = useTranslations('groups')
  const members = shown.members.flatMap((member) => {
    const agent = agents.get(member.agentId)
    return agent ? [{ ...member, agent }] : []
  })
  const { warnings } = weighGroup(
    members.map(({ quality, capacity, agent }) => ({
      ...{ quality, capacity, enabled: agent.enabled, agentCapacity: agent.capacity },
    })),
  )
  const there = members.filter(({ agent }) => agent.enabled && agent.status !== 'offline')
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('glance', {
          members: members.length,
          online: members.filter(({ agent }) => agent.status === 'online').length,
          used: sum(there.map(({ current }) => current)),
          places: sum(
            there.map(({ capacity, agent }) => Math.min(agent.capacity, capacity ?? agent.capacity)),
          ),
        })}
      </Text>
      {members.length > 0 &&
        warnings.map((warning) => (
          <span key={warning} className={classes.warning}>
            <IconAlertTriangle size={15} aria-hidden />
            {groups(`warning.${warning}`)}
          </span>
        ))}
    </>
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
      <td className={classes.who}>
        <AgentName agent={agent} />
      </td>
      <td data-title={t('level')}>
        <NumberField
          {...field('level', 1, 100)}
          onChange={(level) => level !== null && onEdit(member.agentId, { level })}
        />
      </td>
      <td data-title={t('quality')}>
        <NumberField
          {...field('quality', 0, 10_000)}
          onChange={(quality) => quality !== null && onEdit(member.agentId, { quality })}
        />
      </td>
      <td data-number data-title={t('share')}>
        <span className={classes.share}>
          <i aria-hidden>
            <b style={{ width: `${standing.share * 100}%` }} />
          </i>
          {format.number(standing.share, { style: 'percent', maximumFractionDigits: 1 })}
        </span>
      </td>
      <td data-title={t('groupLimit')}>
        <NumberField
          {...field('capacity', 0, 1000)}
          placeholder={t('asAgent')}
          onChange={(capacity) => onEdit(member.agentId, { capacity })}
        />
      </td>
      <td data-number data-title={t('load')}>
        {t('loadOf', { current: member.current, limit: standing.limit })}
      </td>
      <td data-number data-title={t('coefficient')}>
        {format.number(standing.coefficient, { maximumFractionDigits: 3 })}
      </td>
    </tr>
  )
}
