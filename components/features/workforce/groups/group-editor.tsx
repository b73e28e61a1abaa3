'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconHistory } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import type { AgentOption, GroupDetail } from '@/server/modules/workforce/contract'
import { ConflictNotice } from './conflict-notice'
import { describeGroup } from './effect'
import { type Agents, emptyGroup, type GroupForm, groupForm, toAgents, toForm, toInput } from './form-values'
import { GroupEffect } from './group-effect'
import { GroupFields } from './group-fields'
import { MembersEditor } from './members-editor'
import { mergeForms } from './merge-forms'
import { useRefreshWorkforce } from './use-groups'

type Props = {
  /** null = it is made now. */
  stored: GroupDetail | null
  /** What a new one starts from. */
  start?: GroupDetail
  onClose: () => void
  onHistory?: (id: string) => void
}

export function GroupEditor({ stored: first, start, onClose, onHistory }: Props) {
  const t = useTranslations('groups')
  const client = useTRPCClient()
  const refresh = useRefreshWorkforce()
  const allowed = useCan()
  const origin = first ?? start
  const [stored, setStored] = useState(first)
  const version = useRef(first?.version ?? 0)
  const [agents, setAgents] = useState<Agents>(origin ? toAgents(origin) : {})

  async function save(values: GroupForm): Promise<void> {
    const group = toInput(values, agents)
    if (first) await client.workforce.updateGroup.mutate({ id: first.id, version: version.current, group })
    else await client.workforce.createGroup.mutate(group)
    await refresh()
    notifications.show({ color: 'green', message: t(first ? 'saved' : 'made', { name: values.name }) })
    onClose()
  }
  const server = useServerForm({
    initialValues: origin ? toForm(origin) : emptyGroup,
    schema: groupForm,
    save,
  })

  const merge = (current: GroupDetail) =>
    stored ? mergeForms(toForm(stored), server.form.values, toForm(current)) : server.form.values

  /** Goes on from what stands now: with theirs alone, or with what was changed here on top. */
  function settle(current: GroupDetail, take: 'theirs' | 'mine'): void {
    version.current = current.version
    setStored(current)
    setAgents((known) => ({ ...known, ...toAgents(current) }))
    server.clear()
    server.form.setValues(take === 'mine' ? merge(current) : toForm(current))
    server.form.resetDirty(toForm(current))
    if (take === 'mine') server.save(merge(current))
  }

  const described = describeGroup(server.form.values, agents, stored)
  const mayWrite = first ? allowed('groups.write', { groupIds: [first.id] }) : allowed('groups.write', {})
  const current =
    server.failure?.code === 'conflict' ? (server.failure.details.current as GroupDetail) : undefined
  return (
    <DrawerForm
      title={first ? first.name : t('new')}
      onClose={onClose}
      server={server}
      readOnly={!mayWrite}
      submitLabel={first ? undefined : t('create')}
      effect={<GroupEffect described={described} />}
      problem={
        current && <ConflictNotice current={current} mine={merge(current)} agents={agents} settle={settle} />
      }
      extra={
        first &&
        onHistory && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconHistory size={16} />}
            onClick={() => onHistory(first.id)}
          >
            {t('history.open')}
          </Button>
        )
      }
    >
      <GroupFields
        form={server.form}
        ownId={first?.id ?? null}
        members={
          <MembersEditor
            form={server.form}
            agents={agents}
            shares={described.shares}
            onAgent={(agent: AgentOption) => setAgents((known) => ({ ...known, [agent.id]: agent }))}
            mayChangeLimits={allowed('agents.write')}
          />
        }
      />
    </DrawerForm>
  )
}
