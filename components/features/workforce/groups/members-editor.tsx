'use client'

import { ActionIcon, Checkbox, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconX } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { AgentOption } from '@/server/modules/workforce/contract'
import { AgentPicker } from './agent-picker'
import { AgentStatusDot } from './agent-status-dot'
import type { Share } from './effect'
import { type Agents, type GroupForm, newMember } from './form-values'
import classes from './members-editor.module.css'
import { NumberField } from './number-field'

type Props = {
  form: UseFormReturnType<GroupForm>
  agents: Agents
  shares: readonly Share[]
  onAgent: (agent: AgentOption) => void
  mayChangeLimits: boolean
}

export function MembersEditor({ form, agents, shares, onAgent, mayChangeLimits }: Props) {
  const t = useTranslations('groups')
  const { members } = form.values
  function add(agent: AgentOption | null): void {
    if (!agent) return
    onAgent(agent)
    form.insertListItem('members', newMember(agent))
  }
  return (
    <div>
      {members.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t('member.agent')}</th>
              <th title={t('member.levelHint')}>{t('member.level')}</th>
              <th title={t('member.qualityHint')}>{t('member.quality')}</th>
              <th>{t('member.share')}</th>
              <th title={t('member.limitHint')}>{t('member.limit')}</th>
              <th title={t('member.ownLimitHint')}>{t('member.ownLimit')}</th>
              <th title={t('member.receiverHint')}>{t('member.receiver')}</th>
              <th aria-hidden />
            </tr>
          </thead>
          <tbody>
            {members.map((member, index) => (
              <MemberRow
                key={member.agentId}
                {...{ form, index, mayChangeLimits }}
                agent={agents[member.agentId]}
                share={shares[index]?.share ?? 0}
              />
            ))}
          </tbody>
        </table>
      )}
      <div className={classes.add}>
        <AgentPicker
          key={members.length}
          label={t('member.add')}
          value={null}
          onChange={add}
          without={members.map((member) => member.agentId)}
        />
      </div>
    </div>
  )
}

type RowProps = Pick<Props, 'form' | 'mayChangeLimits'> & {
  index: number
  agent: AgentOption | undefined
  share: number
}

function MemberRow({ form, index, agent, share, mayChangeLimits }: RowProps) {
  const t = useTranslations('groups')
  const format = useFormatter()
  const name = agent?.name ?? ''
  const number = (field: 'level' | 'quality' | 'capacity' | 'agentCapacity', label: string) => ({
    ...form.getInputProps(`members.${index}.${field}`),
    'data-path': `members.${index}.${field}`,
    'aria-label': `${label}: ${name}`,
    size: 'xs',
    w: 64,
  })
  const title = (key: 'level' | 'quality' | 'limit' | 'ownLimit' | 'share' | 'receiver') => ({
    'data-title': t(`member.${key}`),
  })
  return (
    <tr>
      <td className={classes.agent}>
        {agent && <AgentStatusDot status={agent.status} />}
        <Text size="sm" truncate title={agent?.email} c={agent?.enabled === false ? 'dimmed' : undefined}>
          {name}
        </Text>
      </td>
      <td {...title('level')}>
        <NumberField {...number('level', t('member.level'))} />
      </td>
      <td {...title('quality')}>
        <NumberField {...number('quality', t('member.quality'))} />
      </td>
      <td {...title('share')} className={classes.share}>
        {format.number(share, { style: 'percent', maximumFractionDigits: 1 })}
      </td>
      <td {...title('limit')}>
        <NumberField {...number('capacity', t('member.limit'))} placeholder="–" />
      </td>
      <td {...title('ownLimit')}>
        <NumberField {...number('agentCapacity', t('member.ownLimit'))} disabled={!mayChangeLimits} />
      </td>
      <td {...title('receiver')}>
        <Checkbox
          size="xs"
          aria-label={`${t('member.receiver')}: ${name}`}
          {...form.getInputProps(`members.${index}.offlineReceiver`, { type: 'checkbox' })}
        />
      </td>
      <td className={classes.remove}>
        <ActionIcon
          size="sm"
          onClick={() => form.removeListItem('members', index)}
          aria-label={t('member.remove', { name })}
        >
          <IconX size={15} />
        </ActionIcon>
      </td>
    </tr>
  )
}
