'use client'

import { notifications } from '@mantine/notifications'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { toFailure } from '@/components/client/failure'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useFailureText, useFieldText } from '@/components/patterns/states/failure-text'
import type { NodePeriod, Tree, TreeNode } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'
import type { Target } from './arrange'

/** A tree and what can be done with its nodes; whatever fails is said, and the tree is read again. */
export function useTree(tree: Tree, period: NodePeriod) {
  const t = useTranslations('trees')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  const text = useFailureText()
  const fieldText = useFieldText()
  const nameOf = useNodeName()
  const [news, setNews] = useState('')
  const list = useQuery(
    trpc.channels.listTree.queryOptions({ tree, period }, { placeholderData: keepPreviousData }),
  )

  async function attempt(work: () => Promise<unknown>, said?: string): Promise<void> {
    try {
      await work()
      if (said) setNews(said)
    } catch (error) {
      const [field] = toFailure(error).fields
      notifications.show({ color: 'red', message: field ? fieldText(field) : text(error) })
    } finally {
      await refresh()
    }
  }

  const refOf = ({ id, version }: TreeNode) => ({ tree, id, version })
  return {
    list,
    nodes: list.data ?? [],
    news,
    move: (node: TreeNode, target: Target | null) =>
      target
        ? attempt(
            () => client.channels.moveNode.mutate({ ...refOf(node), ...target }),
            t('moved', {
              name: nameOf(node),
              place: target.position + 1,
              parent: nameOf(list.data?.find(({ id }) => id === target.parentId)) || t('top'),
            }),
          )
        : Promise.resolve(),
    setDisabled: (node: TreeNode, disabled: boolean) =>
      attempt(
        () => client.channels.setNodeDisabled.mutate({ ...refOf(node), disabled }),
        t(disabled ? 'disabledNow' : 'enabledNow', { name: nameOf(node) }),
      ),
    setManyDisabled: (nodes: readonly TreeNode[], disabled: boolean) =>
      attempt(
        () =>
          client.channels.changeNodes.mutate({
            ...{ tree, nodes: nodes.map(({ id, version }) => ({ id, version })) },
            act: { kind: disabled ? 'disable' : 'enable' },
          }),
        t(disabled ? 'manyDisabled' : 'manyEnabled', { count: nodes.length }),
      ),
    duplicate: (node: TreeNode) =>
      attempt(
        () => client.channels.duplicateBranch.mutate(refOf(node)),
        t('duplicated', { name: nameOf(node) }),
      ),
    remove: (node: TreeNode) =>
      attempt(() => client.channels.deleteNode.mutate(refOf(node)), t('deleted', { name: nameOf(node) })),
  }
}

/** In the reader's language, or in the other where it has none. */
export function useNodeName(): (node: TreeNode | undefined) => string {
  const locale = useLocale() === 'zh' ? 'zh' : 'en'
  return (node) => node?.names[locale] ?? node?.names.en ?? node?.names.zh ?? ''
}
