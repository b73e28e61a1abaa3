'use client'

import { Select, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { Tree, TreeNode } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'
import { isBelow } from './arrange'
import { pathsOf } from './paths-of'
import { useNodeName } from './use-tree'

type Props = {
  tree: Tree
  chosen: readonly TreeNode[]
  nodes: readonly TreeNode[]
  onClose: () => void
  onDone: () => void
}

const top = 'top'

/** Many below another one; what stands below each comes along. */
export function MoveDialog({ tree, chosen, nodes, onClose, onDone }: Props) {
  const t = useTranslations('trees')
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  const nameOf = useNodeName()
  const [to, setTo] = useState<string | null>(null)
  const move = useMutation({
    mutationFn: (parentId: string | null) =>
      client.channels.changeNodes.mutate({
        ...{ tree, nodes: chosen.map(({ id, version }) => ({ id, version })) },
        act: { kind: 'move', parentId },
      }),
    onSuccess: ({ changed }) => {
      notifications.show({ color: 'green', message: t('bulk.moved', { count: changed }) })
      onDone()
    },
    onSettled: () => refresh(),
  })
  const pathOf = pathsOf(nodes, nameOf)
  const targets = nodes
    .filter((node) => !chosen.some(({ id }) => isBelow(nodes, node.id, id)))
    .map((node) => ({ value: node.id, label: pathOf(node) }))
    .sort((a, b) => a.label.localeCompare(b.label))
  return (
    <FormDialog
      title={t('bulk.moveTitle', { count: chosen.length })}
      submit={t('bulk.move')}
      onClose={onClose}
      onSubmit={() => move.mutate(to === top ? null : to)}
      error={move.error}
      saving={move.isPending}
      ready={to !== null}
    >
      <Select
        label={t('bulk.below')}
        data={[{ value: top, label: t('bulk.top') }, ...targets]}
        value={to}
        onChange={setTo}
        searchable
        limit={200}
        data-autofocus
      />
      <Text size="sm" c="dimmed" mt="xs">
        {t('bulk.moveHint')}
      </Text>
    </FormDialog>
  )
}
