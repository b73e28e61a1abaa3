'use client'

import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconHistory,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { RuleView } from '@/server/modules/dispatch/contract'
import type { RuleOrigin } from './rule-editor'
import { useRetireRule } from './use-retire-rule'
import { useMayWrite } from './use-routing'

type Props = {
  rule: RuleView
  place: { index: number; count: number }
  move: (to: number) => void
  onEdit: (origin: RuleOrigin) => void
  onHistory: () => void
}

export function RuleMenu({ rule, place, move, onEdit, onHistory }: Props) {
  const t = useTranslations('routing')
  const mayWrite = useMayWrite()
  const retire = useRetireRule()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('menu.of', { name: rule.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onEdit({ kind: 'edit', rule })}>
          {t(mayWrite ? 'menu.edit' : 'menu.view')}
        </Menu.Item>
        {mayWrite && (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => onEdit({ kind: 'copy', rule })}>
            {t('menu.duplicate')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={onHistory}>
          {t('menu.history')}
        </Menu.Item>
        {mayWrite && (
          <>
            <Menu.Item
              leftSection={<IconArrowUp size={16} />}
              disabled={place.index === 0}
              onClick={() => move(place.index - 1)}
            >
              {t('menu.up')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={16} />}
              disabled={place.index === place.count - 1}
              onClick={() => move(place.index + 1)}
            >
              {t('menu.down')}
            </Menu.Item>
            <Menu.Item
              c="var(--swy-text-failed)"
              leftSection={<IconTrash size={16} />}
              onClick={() => void retire.remove(rule)}
            >
              {t('menu.delete')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
