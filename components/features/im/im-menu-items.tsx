'use client'

import { Menu } from '@mantine/core'
import { IconHistory, IconListDetails, IconPlugConnected, IconUsers } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import type { ImPart } from './im-panels'

const items = [
  ['connection', IconPlugConnected],
  ['agents', IconUsers],
  ['deliveries', IconListDetails],
  ['history', IconHistory],
] as const

/** What a channel of an external IM has besides. */
export function ImMenuItems({ onOpen }: { onOpen: (part: ImPart) => void }) {
  const t = useTranslations('im.menu')
  const mayWrite = useCan()('settings.write')
  if (!mayWrite) return null
  return items.map(([part, Icon]) => (
    <Menu.Item key={part} leftSection={<Icon size={16} />} onClick={() => onOpen(part)}>
      {t(`${part}`)}
    </Menu.Item>
  ))
}
