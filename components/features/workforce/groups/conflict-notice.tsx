'use client'

import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import type { GroupDetail } from '@/server/modules/workforce/contract'
import { type Agents, type GroupForm, toAgents, toForm } from './form-values'
import { useSnapshotWords } from './snapshot-words'

type Props = {
  current: GroupDetail
  mine: GroupForm
  agents: Agents
  settle: (current: GroupDetail, take: 'theirs' | 'mine') => void
}

/** Somebody saved first: both versions side by side, and a choice instead of a lost edit. */
export function ConflictNotice({ current, mine, agents, settle }: Props) {
  const t = useTranslations('groups')
  const words = useSnapshotWords()
  const names = { ...agents, ...toAgents(current) }
  const named = (form: GroupForm) => ({
    ...form,
    members: form.members.map((member) => ({ ...member, name: names[member.agentId]?.name ?? '' })),
  })
  return (
    <Alert
      color="amber"
      icon={<IconArrowsSplit2 size={18} />}
      title={t('conflict.title')}
      role="alert"
      mb="md"
    >
      <Stack gap="sm">
        <Text size="sm">{t('conflict.body')}</Text>
        <ChangeTable
          before={words.flatten(named(toForm(current)))}
          after={words.flatten(named(mine))}
          nameOf={words.nameOf}
          show={words.show}
          titles={{ before: t('conflict.theirs'), after: t('conflict.mine') }}
        />
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => settle(current, 'theirs')}>
            {t('conflict.takeTheirs')}
          </Button>
          <Button size="compact-sm" onClick={() => settle(current, 'mine')}>
            {t('conflict.keepMine')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
