'use client'

import { notifications } from '@mantine/notifications'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toFailure } from '@/components/client/failure'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useFailureText, useFieldText } from '@/components/patterns/states/failure-text'
import type { ChartNode } from '@/server/modules/workforce/contract'
import { useRefreshWorkforce } from '../groups/use-groups'

/** The tree as it is now, and moving within it; whatever is refused is said, and the tree is read again. */
export function useChart() {
  const t = useTranslations('groups.chart')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const refresh = useRefreshWorkforce()
  const text = useFailureText()
  const fieldText = useFieldText()
  const [news, setNews] = useState('')
  const list = useQuery(
    trpc.workforce.listGroupChart.queryOptions(undefined, {
      placeholderData: keepPreviousData,
      refetchInterval: 10_000,
    }),
  )
  const nodes = list.data ?? []

  /** Resolves to why it was refused, or to null. */
  async function move({ id, version, name }: ChartNode, parentId: string | null): Promise<string | null> {
    try {
      await client.workforce.moveGroup.mutate({ id, version, parentId })
      const parent = nodes.find((node) => node.id === parentId)?.name
      setNews(parent ? t('moved', { name, parent }) : t('movedToTop', { name }))
      return null
    } catch (error) {
      const [field] = toFailure(error).fields
      return field ? fieldText(field) : text(error)
    } finally {
      await refresh()
    }
  }

  async function moveSaying(node: ChartNode, parentId: string | null): Promise<void> {
    const refused = await move(node, parentId)
    if (refused) notifications.show({ color: 'red', message: refused })
  }
  return { list, nodes, news, move, moveSaying }
}
