'use client'

import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconFilterOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { StateMessage } from '@/components/patterns/states/state-message'
import { useTreeKeys } from '@/components/patterns/tree/use-tree-keys'
import type { TreeNode } from '@/server/modules/channels/contract'
import { arrange, type Narrowing, type Shown, type Target, targetOf } from './arrange'
import { NodeMenu } from './node-menu'
import classes from './tree.module.css'
import { TreeRow } from './tree-row'
import { type Reveal, TreeRows } from './tree-rows'
import { useDrag } from './use-drag'
import { useOpenNodes } from './use-open-nodes'
import { useNodeName } from './use-tree'

type Props = {
  label: string
  nodes: readonly TreeNode[]
  narrowing: Narrowing
  mayWrite: boolean
  selected: ReadonlySet<string>
  onSelect: (ids: readonly string[], selected: boolean) => void
  onMove: (node: TreeNode, target: Target | null) => Promise<void>
  onAdd: (parentId: string) => void
  onEdit: (node: TreeNode) => void
  onMerge: (node: TreeNode) => void
  onDuplicate: (node: TreeNode) => void
  onHistory: (node: TreeNode) => void
  onConversations?: ((node: TreeNode) => void) | undefined
  onDisable: (node: TreeNode) => void
  onDelete: (node: TreeNode) => void
}

/** Moved by drag, by keys, or by each row's menu; all three end in the same target. */
export function TreeList(props: Props) {
  const { nodes, narrowing, mayWrite, onMove } = props
  const t = useTranslations('trees')
  const nameOf = useNodeName()
  const folding = useOpenNodes(nodes.length)
  const narrowed = Boolean(narrowing.search || narrowing.state)
  const rows = arrange(nodes, folding.isOpen, narrowing)
  const handle = useRef<Reveal>(null)
  const drag = useDrag({
    nodes,
    onMove: (node, target) => void onMove(node, target),
    onCircle: (node) => notifications.show({ color: 'red', message: t('circle', { name: nameOf(node) }) }),
  })
  const keys = useTreeKeys({
    rows,
    ...{ isOpen: folding.isOpen, setOpen: folding.setOpen },
    move: ({ node }, direction) => {
      if (mayWrite) void onMove(node, targetOf(nodes, node.id, direction))
    },
    edit: ({ node }) => mayWrite && props.onEdit(node),
    select: ({ node }) => mayWrite && props.onSelect([node.id], !props.selected.has(node.id)),
    reveal: (index) => handle.current?.reveal(index),
  })
  if (rows.length === 0) return <StateMessage icon={IconFilterOff} title={t('noMatch')} />
  const row = (shown: Shown) => (
    <Row
      key={shown.node.id}
      shown={shown}
      list={props}
      open={narrowed || folding.isOpen(shown.node.id)}
      focusable={shown.node.id === keys.focused}
      drag={drag.propsOf(shown)}
      onToggle={() => folding.setOpen(shown.node.id, !folding.isOpen(shown.node.id))}
      onFocus={() => keys.setFocused(shown.node.id)}
    />
  )
  return (
    <>
      {!narrowed && nodes.some(({ parentId }) => parentId !== null) && (
        <Group gap="xs">
          {([true, false] as const).map((open) => (
            <Button
              key={`${open}`}
              size="compact-sm"
              variant="subtle"
              color="gray"
              onClick={() => folding.setAllOpen(open)}
            >
              {t(open ? 'openAll' : 'closeAll')}
            </Button>
          ))}
        </Group>
      )}
      <TreeRows
        label={props.label}
        rows={rows}
        focused={keys.focused}
        render={row}
        onKeyDown={keys.onKeyDown}
        handle={handle}
      />
      {mayWrite && <p className={classes.keys}>{t('keys')}</p>}
    </>
  )
}

type RowProps = {
  shown: Shown
  list: Props
  open: boolean
  focusable: boolean
  drag: ReturnType<ReturnType<typeof useDrag>['propsOf']>
  onToggle: () => void
  onFocus: () => void
}

function Row({ shown, list, open, focusable, drag, onToggle, onFocus }: RowProps) {
  const { node } = shown
  const { nodes, mayWrite, onConversations } = list
  return (
    <TreeRow
      row={shown}
      open={open}
      focusable={focusable}
      draggable={mayWrite}
      {...drag}
      selected={mayWrite ? list.selected.has(node.id) : undefined}
      onSelect={(selected) => list.onSelect([node.id], selected)}
      onConversations={onConversations && (() => onConversations(node))}
      onToggle={onToggle}
      onFocus={onFocus}
      menu={
        <NodeMenu
          node={node}
          mayWrite={mayWrite}
          can={(direction) => targetOf(nodes, node.id, direction) !== null}
          onMove={(direction) => void list.onMove(node, targetOf(nodes, node.id, direction))}
          onAdd={() => list.onAdd(node.id)}
          onEdit={() => list.onEdit(node)}
          onMerge={() => list.onMerge(node)}
          onDuplicate={() => list.onDuplicate(node)}
          onHistory={() => list.onHistory(node)}
          onConversations={onConversations && (() => onConversations(node))}
          onDisable={() => list.onDisable(node)}
          onDelete={() => list.onDelete(node)}
        />
      }
    />
  )
}
