'use client'

import { Button, Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { IconList, IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { filterOf } from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { StateMessage } from '@/components/patterns/states/state-message'
import { nodePeriods, type Tree, type TreeNode } from '@/server/modules/channels/contract'
import { usePanels } from '../shared/use-panels'
import { nodeStates } from './arrange'
import { MergeDialog } from './merge-dialog'
import { MoveDialog } from './move-dialog'
import { NodeConversations } from './node-conversations'
import { NodeDialog } from './node-dialog'
import { TreeBulk } from './tree-bulk'
import { TreeCsv } from './tree-csv'
import { TreeFilters } from './tree-filters'
import { TreeList } from './tree-list'
import { useSelection } from './use-selection'
import { useNodeName, useTree } from './use-tree'

type Dialog =
  | { kind: 'names'; node: TreeNode | null; parentId: string | null }
  | { kind: 'merge'; node: TreeNode }
  | { kind: 'move' }

const stateFilter = filterOf(nodeStates)
const periodFilter = filterOf(nodePeriods).withDefault('all')

/** Categories, or wrap-ups: the same tree with other words. */
export function TreeScreen({ tree }: { tree: Tree }) {
  const t = useTranslations('trees')
  const can = useCan()
  const [search, setSearch] = useQueryState('q', parseAsString.withDefault(''))
  const [state, setState] = useQueryState('state', stateFilter)
  const [period, setPeriod] = useQueryState('period', periodFilter)
  const [counted, setCounted] = useQueryState('conversations', parseAsString)
  const acts = useTree(tree, period)
  const panels = usePanels(tree)
  const mayWrite = can('channels.write')
  const remove = useRemoval(acts.remove)
  const nameOf = useNodeName()
  const selection = useSelection(acts.nodes)
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const close = () => setDialog(null)
  const add = mayWrite && (
    <Button
      leftSection={<IconPlus size={16} />}
      onClick={() => setDialog({ kind: 'names', node: null, parentId: null })}
    >
      {t('add')}
    </Button>
  )
  const actions = (
    <>
      <TreeCsv tree={tree} mayWrite={mayWrite} />
      {add}
    </>
  )
  return (
    <Page title={t(`title.${tree}`)} purpose={t(`purpose.${tree}`)} actions={actions}>
      <TreeFilters {...{ tree, search, setSearch, state, setState, period, setPeriod }} />
      <TreeBulk
        count={selection.chosen.length}
        onClear={selection.clear}
        onDisable={(disabled) =>
          void acts.setManyDisabled(selection.chosen, disabled).then(() => selection.clear())
        }
        onMove={() => setDialog({ kind: 'move' })}
      />
      {acts.list.isPending && <Loading />}
      {acts.list.isError && <FailedState error={acts.list.error} retry={() => void acts.list.refetch()} />}
      {acts.list.data?.length === 0 && (
        <StateMessage icon={IconList} title={t(`none.${tree}`)} action={add} />
      )}
      {acts.nodes.length > 0 && (
        <TreeList
          label={t(`title.${tree}`)}
          nodes={acts.nodes}
          narrowing={{ search, state }}
          mayWrite={mayWrite}
          selected={selection.ids}
          onSelect={selection.set}
          onMove={acts.move}
          onAdd={(parentId) => setDialog({ kind: 'names', node: null, parentId })}
          onEdit={(node) => setDialog({ kind: 'names', node, parentId: node.parentId })}
          onMerge={(node) => setDialog({ kind: 'merge', node })}
          onDuplicate={(node) => void acts.duplicate(node)}
          onHistory={(node) => panels.history(node.id)}
          onConversations={can('conversations.read') ? (node) => void setCounted(node.id) : undefined}
          onDisable={(node) => void acts.setDisabled(node, !node.disabled)}
          onDelete={(node) => void remove(node)}
        />
      )}
      <VisuallyHidden role="status">{acts.news}</VisuallyHidden>
      {dialog?.kind === 'names' && (
        <NodeDialog tree={tree} node={dialog.node} parentId={dialog.parentId} onClose={close} />
      )}
      {dialog?.kind === 'merge' && (
        <MergeDialog tree={tree} node={dialog.node} nodes={acts.nodes} onClose={close} />
      )}
      {dialog?.kind === 'move' && (
        <MoveDialog
          {...{ tree, chosen: selection.chosen, nodes: acts.nodes }}
          onClose={close}
          onDone={() => {
            selection.clear()
            close()
          }}
        />
      )}
      {counted !== null && (
        <NodeConversations
          {...{ tree, id: counted, period }}
          name={nameOf(acts.nodes.find(({ id }) => id === counted))}
          onClose={() => void setCounted(null)}
        />
      )}
      {panels.drawer}
    </Page>
  )
}

function useRemoval(remove: (node: TreeNode) => Promise<void>) {
  const row = useTranslations('channels.row')
  const nameOf = useNodeName()
  const confirm = useConfirm()
  return async (node: TreeNode) => {
    const question = {
      title: row('deleteTitle', { name: nameOf(node) }),
      body: row('deleteBody'),
      confirm: row('delete'),
      danger: true,
    }
    if (await confirm(question)) await remove(node)
  }
}

function Loading() {
  return (
    <Late>
      <Stack gap={6}>
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <Skeleton key={key} h={36} />
        ))}
      </Stack>
    </Late>
  )
}
