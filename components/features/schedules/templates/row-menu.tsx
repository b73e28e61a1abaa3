'use client'

import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconCircleCheck,
  IconCircleOff,
  IconCopy,
  IconDots,
  IconHistory,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'

type Props = {
  name: string
  disabled: boolean
  onEdit: () => void
  onCopy: () => void
  onHistory: () => void
  onToggle: () => void
  onDelete: () => void
  /** Where the list has an order of its own. */
  onMove?: ((by: 1 | -1) => void) | undefined
}

export function RowMenu({ name, disabled, onEdit, onCopy, onHistory, onToggle, onDelete, onMove }: Props) {
  const t = useTranslations('shiftTemplates.row')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('menu', { name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
          {t('edit')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={onCopy}>
          {t('duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={onHistory}>
          {t('history')}
        </Menu.Item>
        {onMove && (
          <>
            <Menu.Item leftSection={<IconArrowUp size={16} />} onClick={() => onMove(-1)}>
              {t('up')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown size={16} />} onClick={() => onMove(1)}>
              {t('down')}
            </Menu.Item>
          </>
        )}
        <Menu.Item
          leftSection={disabled ? <IconCircleCheck size={16} /> : <IconCircleOff size={16} />}
          onClick={onToggle}
        >
          {t(disabled ? 'enable' : 'disable')}
        </Menu.Item>
        <Menu.Item c="var(--swy-text-failed)" leftSection={<IconTrash size={16} />} onClick={onDelete}>
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
