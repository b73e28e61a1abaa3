'use client'

import { Button } from '@mantine/core'
import { IconUserShare } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { useCan } from '@/components/client/me'
import type { AgentConversationView } from '@/server/http/v1/contract'
import { ReassignDialog } from './reassign-dialog'

type Moving = Pick<ComponentProps<typeof ReassignDialog>, 'agent' | 'conversation'>
type Props = { view: AgentConversationView; onMoved: () => void }

/**
 * One conversation to somebody else, for those who may write in it though it is not theirs. The dialog stands apart
 * from the button: meanwhile the conversation waits in the queue, where there is nothing to press.
 */
export function useReassignOne({ view, onMoved }: Props): { button: ReactNode; dialog: ReactNode } {
  const t = useTranslations('oversight.act')
  const [moving, setMoving] = useState<Moving | null>(null)
  const { agent, group, customer } = view
  const may = useCan()('conversations.write_any', {
    ownerId: agent?.id ?? null,
    groupIds: [group?.id ?? null],
  })
  const conversation = { id: view.id, customer: customer.name, group: group?.name ?? '' }
  return {
    button: may && agent && view.endedAt === null && (
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconUserShare size={16} />}
        onClick={() => setMoving({ agent, conversation })}
      >
        {t('reassignOne')}
      </Button>
    ),
    dialog: moving && <ReassignDialog {...moving} onClose={() => setMoving(null)} onMoved={onMoved} />,
  }
}
