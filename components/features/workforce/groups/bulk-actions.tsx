'use client'

import { Button, Group, Popover, Stack } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfirmPause } from '@/components/features/oversight/monitor/use-confirm-pause'
import { type BulkChange, bulkChange, type GroupRow } from '@/server/modules/workforce/contract'
import { AgentPicker } from './agent-picker'
import { NumberField } from './number-field'
import { useEditGroups } from './use-edit-groups'

type Props = { rows: GroupRow[]; onDone: () => void }

export function BulkActions({ rows, onDone }: Props) {
  const t = useTranslations('groups')
  const edit = useEditGroups()
  const confirmPause = useConfirmPause()

  async function apply(change: BulkChange): Promise<void> {
    if (await edit(rows, change)) onDone()
  }
  async function pause(): Promise<void> {
    if (await confirmPause(rows.map(({ id }) => id))) await apply({ kind: 'pause' })
  }
  return (
    <Group gap="xs">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlayerPause size={14} />}
        onClick={() => void pause()}
      >
        {t('bulk.pause')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlayerPlay size={14} />}
        onClick={() => void apply({ kind: 'resume' })}
      >
        {t('bulk.resume')}
      </Button>
      <ServiceLevel apply={apply} />
      <Member title={t('bulk.addMember')} apply={apply} changeOf={addMember} />
      <Member title={t('bulk.removeMember')} apply={apply} changeOf={removeMember} />
    </Group>
  )
}

const addMember = (agentId: string): BulkChange => ({
  kind: 'add_member',
  member: { agentId, level: 1, quality: 10, capacity: null, offlineReceiver: false },
})
const removeMember = (agentId: string): BulkChange => ({ kind: 'remove_member', agentId })

function ServiceLevel({ apply }: { apply: (change: BulkChange) => Promise<void> }) {
  const t = useTranslations('groups')
  const [seconds, setSeconds] = useState<number | null>(30)
  const change = bulkChange.safeParse({ kind: 'service_level', seconds })
  return (
    <Popover position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button size="compact-sm" variant="default">
          {t('bulk.serviceLevel')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <NumberField label={t('serviceLevelField')} suffix=" s" value={seconds} onChange={setSeconds} />
          <Button
            size="compact-md"
            disabled={!change.success}
            onClick={() => change.data && void apply(change.data)}
          >
            {t('bulk.apply')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

type MemberProps = {
  title: string
  apply: (change: BulkChange) => Promise<void>
  changeOf: (agentId: string) => BulkChange
}

function Member({ title, apply, changeOf }: MemberProps) {
  const t = useTranslations('groups')
  return (
    <Popover position="bottom-start" shadow="md" trapFocus width={280}>
      <Popover.Target>
        <Button size="compact-sm" variant="default">
          {title}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <AgentPicker
          label={t('member.find')}
          value={null}
          onChange={(agent) => agent && void apply(changeOf(agent.id))}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
