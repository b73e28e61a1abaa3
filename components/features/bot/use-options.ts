'use client'

import { useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import type { TreeNode } from '@/server/modules/channels/contract'

export type Option = { value: string; label: string }

/** Every category by its path, in the reader's language. */
export function useCategoryOptions(): Option[] {
  const locale = useLocale() === 'zh' ? 'zh' : 'en'
  const tree = useQuery(useTRPC().channels.listTree.queryOptions({ tree: 'category' }))
  const nodes = tree.data ?? []
  const pathOf = (node: TreeNode): string => {
    const parent = nodes.find(({ id }) => id === node.parentId)
    const name = node.names[locale] ?? node.names.en ?? ''
    return parent ? `${pathOf(parent)} › ${name}` : name
  }
  return nodes
    .filter((node) => !node.disabled)
    .map((node) => ({ value: node.id, label: pathOf(node) }))
    .sort((a, b) => a.label.localeCompare(b.label))
}

/** The articles whose words have this in them; the one that is chosen stays in the list. */
export function useArticleOptions(search: string, chosen: string | null): Option[] {
  const trpc = useTRPC()
  const some = useQuery(
    trpc.knowledge.listArticles.queryOptions({ search: search.slice(0, 120), page: 1, pageSize: 30 }),
  )
  const own = useQuery({
    ...trpc.knowledge.listArticles.queryOptions({ ids: chosen ? [chosen] : [] }),
    enabled: chosen !== null,
  })
  const rows = new Map(
    [...(chosen ? (own.data?.rows ?? []) : []), ...(some.data?.rows ?? [])].map(({ id, title }) => [
      id,
      title,
    ]),
  )
  return [...rows].map(([value, label]) => ({ value, label }))
}
