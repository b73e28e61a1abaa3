'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp, IconCopy, IconDots, IconQuote } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useNow } from '@/components/client/now'
import { RECALL_WINDOW_MS } from '@/server/modules/conversations/contract'
import { elapsed } from '../list/wait-level'
import type { Message } from '../live/live-state'
import classes from './log.module.css'
import { useLogActs } from './log-acts'
import { OriginalItem } from './original-item'

/** What can be done with one message: seen on hover and on focus. */
export function MessageMenu({ message }: { message: Message }) {
  const t = useTranslations('workspace.message')
  const { quote } = useLogActs()
  if (message.recalledAt) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon className={classes.menu} size="sm" aria-label={t('menu')}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {quote && (
          <Menu.Item leftSection={<IconQuote size={16} />} onClick={() => quote(message)}>
            {t('quote')}
          </Menu.Item>
        )}
        {message.text !== '' && <CopyItem text={message.text} />}
        <OriginalItem message={message} />
        <RecallItem message={message} />
      </Menu.Dropdown>
    </Menu>
  )
}

function CopyItem({ text }: { text: string }) {
  const t = useTranslations('workspace.message')
  const copy = () => {
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    written.then(
      () => notifications.show({ message: t('copied') }),
      () => notifications.show({ color: 'red', message: t('copyFailed') }),
    )
  }
  return (
    <Menu.Item leftSection={<IconCopy size={16} />} onClick={copy}>
      {t('copy')}
    </Menu.Item>
  )
}

/** Own messages, for as long as they can be taken back, with the time that is left. */
function RecallItem({ message }: { message: Message }) {
  const t = useTranslations('workspace.message')
  const { recall, ownId } = useLogActs()
  const left = Date.parse(message.createdAt) + RECALL_WINDOW_MS - useNow()
  const own = message.senderKind === 'agent' && message.senderId === ownId
  if (!recall || !own || left <= 0) return null
  return (
    <Menu.Item
      leftSection={<IconArrowBackUp size={16} />}
      style={{ color: 'var(--swy-text-failed)' }}
      onClick={() => recall(message)}
    >
      {t('recall', { left: elapsed(left) })}
    </Menu.Item>
  )
}
