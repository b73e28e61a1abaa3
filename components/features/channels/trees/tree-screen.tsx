'use client'

import { Button, Skeleton, Stack, TextInput, VisuallyHidden } from '@mantine/core'
import { IconList, IconPlus, IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { StateMessage } from '@/components/patterns/states/state-message'
import type { Tree, TreeNode } from '@/server/modules/channels/contract'
import { usePanels } from '../shared/use-panels'
import { MergeDialog } from './merge-dialog'
import { NodeDialog } from './node-dialog'
import { TreeList } from './tree-list'
import { useNodeName, useTree } from './use-tree'

type Dialog =
  | { kind: 'names'; node: TreeNode | null; parentId: string | null }
  | { kind: 'merge'; node: TreeNode }

/** Categories, or wrap-ups: the same tree with other words. */
export function TreeScreen({ tree }: { tree: Tree }) {
  const t = useTranslations('trees')
  const acts = useTree(tree)
  const panels = usePanels(tree)
  const mayWrite = useCan()('channels.write')
  const remove = useRemoval(acts.remove)
  const [search, setSearch] = useQueryState('q', parseAsString.withDefault(''))
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
  return (
    <Page title={t(`title.${tree}`)} purpose={t(`purpose.${tree}`)} actions={add}>
      <TextInput
        type="search"
        value={search}
        onChange={(event) => void setSearch(event.currentTarget.value || null)}
        placeholder={t('search')}
        aria-label={t('search')}
        leftSection={<IconSearch size={16} />}
        w={{ base: '100%', xs: 260 }}
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
          search={search}
          mayWrite={mayWrite}
          onMove={acts.move}
          onAdd={(parentId) => setDialog({ kind: 'names', node: null, parentId })}
          onEdit={(node) => setDialog({ kind: 'names', node, parentId: node.parentId })}
          onMerge={(node) => setDialog({ kind: 'merge', node })}
          onHistory={(node) => panels.history(node.id)}
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
