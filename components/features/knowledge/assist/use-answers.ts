'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPCClient } from '@/components/client/trpc'
import type { FoundArticle } from '@/server/modules/knowledge/contract'
import { plainText } from '@/server/modules/knowledge/contract'
import type { Asked } from './asked-of'

/** Articles that answer this; none while nothing is asked. */
export function useAnswers(asked: Asked | null, limit: number) {
  const client = useTRPCClient()
  return useQuery({
    queryKey: ['workspace', 'answers', limit, asked?.text ?? '', ...(asked?.earlier ?? [])],
    queryFn: () => client.knowledge.findAnswers.mutate({ ...(asked ?? { text: '' }), limit }),
    enabled: asked !== null && asked.text.trim() !== '',
    staleTime: 60_000,
  })
}

/** Puts the article's text into the message and counts that it was used. */
export function useInsert(insert: (text: string) => void): (article: FoundArticle) => void {
  const client = useTRPCClient()
  return ({ id, title, text }) => {
    insert(plainText(text, window.location.origin) || title)
    client.knowledge.countArticleUse.mutate({ id }).catch(() => {})
  }
}
