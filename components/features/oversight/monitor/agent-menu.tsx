'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowsTransferDown, IconDots, IconEye, IconUserCog } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { ReassignDialog } from './reassign-dialog'
import { StatusDialog } from './status-dialog'

type Agent = { id: string; name: string; current: number; longestConversationId?: string | null }
type Props = { agent: Agent }

/** What a supervisor can do about an agent, from the monitor's row. */
export function AgentMenu({ agent }: Props) {
  const t = useTranslations('oversight.act')
  const can = useCan()
  const [open, setOpen] = useState<'status' | 'reassign' | null>(null)
  const maySet = can('status.set_other')
  const mayMove = can('conversations.write_any')
  const watch = can('conversations.read') ? (agent.longestConversationId ?? null) : null
  if (!maySet && !mayMove && watch === null) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={t('menu', { name: agent.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {maySet && (
            <Menu.Item leftSection={<IconUserCog size={16} />} onClick={() => setOpen('status')}>
              {t('status')}
            </Menu.Item>
          )}
          {watch !== null && (
            <Menu.Item leftSection={<IconEye size={16} />} component={Link} href={`/conversations/${watch}`}>
              {t('watchLongest')}
            </Menu.Item>
          )}
          {mayMove && (
            <Menu.Item
              leftSection={<IconArrowsTransferDown size={16} />}
              disabled={agent.current === 0}
              onClick={() => setOpen('reassign')}
            >
              {t('reassign')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === 'status' && <StatusDialog agent={agent} onClose={() => setOpen(null)} />}
      {open === 'reassign' && <ReassignDialog agent={agent} onClose={() => setOpen(null)} />}
    </>
  )
}
