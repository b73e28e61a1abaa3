'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { ArticleRow } from '@/server/modules/knowledge/contract'

type Act = { kind: 'publish' | 'withdraw' | 'delete' } | { kind: 'move'; topic: string }
type Named = Pick<ArticleRow, 'id' | 'version'>

/** All of them or none; whoever deletes is asked first. */
export function useChangeArticles() {
  const t = useTranslations('knowledge')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  const confirm = useConfirm()
  return async (rows: readonly Named[], act: Act): Promise<boolean> => {
    const title = t('removeTitle', { count: rows.length })
    const question = { title, body: t('removeBody'), confirm: t('remove'), danger: true }
    if (act.kind === 'delete' && !(await confirm(question))) return false
    try {
      const articles = rows.map(({ id, version }) => ({ id, version }))
      const { changed } = await client.knowledge.changeArticles.mutate({ articles, act })
      notifications.show({ color: 'green', message: t('done', { count: changed }) })
      return true
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
      return false
    } finally {
      await queries.invalidateQueries(trpc.knowledge.pathFilter())
    }
  }
}
