'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'

/** Says "I see to it". Whoever comes second is told, and sees it as it is. */
export function useAcknowledge(): (id: string, note?: string) => Promise<void> {
  const t = useTranslations('oversight.acknowledge')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const failure = useFailureText()
  return async (id, note = '') => {
    try {
      await client.oversight.acknowledgeAlarm.mutate({ id, note })
      notifications.show({ color: 'green', message: t('done') })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.oversight.pathFilter())
  }
}
