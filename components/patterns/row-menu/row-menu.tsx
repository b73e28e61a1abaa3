'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { type Icon, IconDots } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'

export type RowAct = { key: string; label: string; icon: Icon; onClick: () => void; danger?: boolean }

/** What can be done with one row of a list; what is false is not offered. */
export function RowMenu({ name, acts }: { name: string; acts: readonly (RowAct | false)[] }) {
  const t = useTranslations('channels.row')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('menu', { name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map(
          (act) =>
            act && (
              <Menu.Item
                key={act.key}
                {...(act.danger && { c: 'var(--swy-text-failed)' })}
                leftSection={<act.icon size={16} />}
                onClick={act.onClick}
              >
                {act.label}
              </Menu.Item>
            ),
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
