'use client'

import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowMerge,
  IconArrowRight,
  IconArrowUp,
  IconCircleCheck,
  IconCircleOff,
  IconCopy,
  IconDots,
  IconHistory,
  IconMessages,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Direction } from '@/components/patterns/tree/use-tree-keys'
import type { TreeNode } from '@/server/modules/channels/contract'
import { useNodeName } from './use-tree'

type Props = {
  node: TreeNode
  mayWrite: boolean
  can: (direction: Direction) => boolean
  onMove: (direction: Direction) => void
  onAdd: () => void
  onEdit: () => void
  onMerge: () => void
  onDuplicate: () => void
  onHistory: () => void
  onConversations?: (() => void) | undefined
  onDisable: () => void
  onDelete: () => void
}

const directions = [
  ['up', IconArrowUp],
  ['down', IconArrowDown],
  ['in', IconArrowRight],
  ['out', IconArrowLeft],
] as const

export function NodeMenu(props: Props) {
  const row = useTranslations('channels.row')
  const nameOf = useNodeName()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={row('menu', { name: nameOf(props.node) })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {props.mayWrite && <Changes {...props} />}
        {props.onConversations && <Conversations onClick={props.onConversations} />}
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={props.onHistory}>
          {row('history')}
        </Menu.Item>
        {props.mayWrite && (
          <Menu.Item
            c="var(--swy-text-failed)"
            leftSection={<IconTrash size={16} />}
            onClick={props.onDelete}
          >
            {row('delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function Conversations({ onClick }: { onClick: () => void }) {
  const t = useTranslations('trees')
  return (
    <Menu.Item leftSection={<IconMessages size={16} />} onClick={onClick}>
      {t('conversations.open')}
    </Menu.Item>
  )
}

/** Drawn only while the menu is open: what a node can do is worked out over the whole tree. */
function Changes({ node, can, ...acts }: Props) {
  const t = useTranslations('trees')
  const row = useTranslations('channels.row')
  return (
    <>
      <Menu.Item leftSection={<IconPencil size={16} />} onClick={acts.onEdit}>
        {t('rename')}
      </Menu.Item>
      <Menu.Item leftSection={<IconPlus size={16} />} onClick={acts.onAdd}>
        {t('addBelow')}
      </Menu.Item>
      <Menu.Item leftSection={<IconCopy size={16} />} onClick={acts.onDuplicate}>
        {t('duplicate')}
      </Menu.Item>
      <Menu.Divider />
      {directions.map(([direction, Picture]) => (
        <Menu.Item
          key={direction}
          leftSection={<Picture size={16} />}
          disabled={!can(direction)}
          onClick={() => acts.onMove(direction)}
        >
          {t(`move.${direction}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<IconArrowMerge size={16} />} onClick={acts.onMerge}>
        {t('merge.open')}
      </Menu.Item>
      <Menu.Item
        leftSection={node.disabled ? <IconCircleCheck size={16} /> : <IconCircleOff size={16} />}
        onClick={acts.onDisable}
      >
        {row(node.disabled ? 'enable' : 'disable')}
      </Menu.Item>
    </>
  )
}
