'use client'

import { Button } from '@mantine/core'
import { IconUserShare } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import type { AgentConversationView } from '@/server/http/v1/contract'
import { ReassignDialog } from './reassign-dialog'

type Props = { view: AgentConversationView; onMoved: () => void }

/** One conversation to somebody else, for those who may write in it though it is not theirs. */
export function ReassignOne({ view, onMoved }: Props) {
  const t = useTranslations('oversight.act')
  const [opened, setOpened] = useState(false)
  const { agent, group, customer } = view
  const may = useCan()('conversations.write_any', {
    ownerId: agent?.id ?? null,
    groupIds: [group?.id ?? null],
  })
  if (!may || !agent || view.endedAt !== null) return null
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconUserShare size={16} />}
        onClick={() => setOpened(true)}
      >
        {t('reassignOne')}
      </Button>
      {opened && (
        <ReassignDialog
          agent={agent}
          conversation={{ id: view.id, customer: customer.name, group: group?.name ?? '' }}
          onClose={() => setOpened(false)}
          onMoved={onMoved}
        />
      )}
    </>
  )
}
