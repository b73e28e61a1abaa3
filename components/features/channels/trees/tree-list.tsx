'use client'

import { IconFilterOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { StateMessage } from '@/components/patterns/states/state-message'
import { useTreeKeys } from '@/components/patterns/tree/use-tree-keys'
import type { TreeNode } from '@/server/modules/channels/contract'
import { arrange, type Drop, type Shown, type Target, targetOf, targetOfDrop } from './arrange'
import { NodeMenu } from './node-menu'
import classes from './tree.module.css'
import { TreeRow } from './tree-row'

type Props = {
  label: string
  nodes: readonly TreeNode[]
  search: string
  mayWrite: boolean
  onMove: (node: TreeNode, target: Target | null) => Promise<void>
  onAdd: (parentId: string) => void
  onEdit: (node: TreeNode) => void
  onMerge: (node: TreeNode) => void
  onHistory: (node: TreeNode) => void
  onDisable: (node: TreeNode) => void
  onDelete: (node: TreeNode) => void
}

/** Moved by drag, by keys, or by each row's menu; all three end in the same target. */
export function TreeList(props: Props) {
  const { nodes, mayWrite, onMove } = props
  const t = useTranslations('trees')
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const isOpen = (id: string) => !closed.has(id)
  const setOpen = (id: string, open: boolean) =>
    setClosed((before) => {
      const next = new Set(before)
      if (open) next.delete(id)
      else next.add(id)
      return next
    })
  const rows = arrange(nodes, isOpen, props.search)
  const drag = useDrag(nodes, onMove)
  const keys = useTreeKeys({
    rows,
    isOpen,
    setOpen,
    move: ({ node }, direction) => {
      if (mayWrite) void onMove(node, targetOf(nodes, node.id, direction))
    },
    edit: ({ node }) => mayWrite && props.onEdit(node),
  })
  if (rows.length === 0) return <StateMessage icon={IconFilterOff} title={t('noMatch')} />
  return (
    <>
      <div role="tree" aria-label={props.label} className={classes.tree} onKeyDown={keys.onKeyDown}>
        {rows.map((row) => (
          <TreeRow
            key={row.node.id}
            row={row}
            open={props.search !== '' || isOpen(row.node.id)}
            focusable={row.node.id === keys.focused}
            draggable={mayWrite}
            {...drag.propsOf(row)}
            onToggle={() => setOpen(row.node.id, !isOpen(row.node.id))}
            onFocus={() => keys.setFocused(row.node.id)}
            menu={
              <NodeMenu
                node={row.node}
                mayWrite={mayWrite}
                can={(direction) => targetOf(nodes, row.node.id, direction) !== null}
                onMove={(direction) => void onMove(row.node, targetOf(nodes, row.node.id, direction))}
                onAdd={() => props.onAdd(row.node.id)}
                onEdit={() => props.onEdit(row.node)}
                onMerge={() => props.onMerge(row.node)}
                onHistory={() => props.onHistory(row.node)}
                onDisable={() => props.onDisable(row.node)}
                onDelete={() => props.onDelete(row.node)}
              />
            }
          />
        ))}
      </div>
      {mayWrite && <p className={classes.keys}>{t('keys')}</p>}
    </>
  )
}

function useDrag(nodes: readonly TreeNode[], onMove: Props['onMove']) {
  const [dragged, setDragged] = useState<TreeNode | null>(null)
  const [over, setOver] = useState<{ id: string; drop: Drop } | null>(null)
  const end = () => {
    setDragged(null)
    setOver(null)
  }
  const target = dragged && over && targetOfDrop(nodes, dragged.id, over.id, over.drop)
  return {
    propsOf: ({ node }: Shown) => ({
      drop: target && over?.id === node.id ? over.drop : null,
      onDragStart: () => setDragged(node),
      onDragOver: (drop: Drop) => {
        if (over?.id !== node.id || over.drop !== drop) setOver({ id: node.id, drop })
      },
      onDragEnd: end,
      onDrop: () => {
        if (dragged && target) void onMove(dragged, target)
        end()
      },
    }),
  }
}
