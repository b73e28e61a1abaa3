'use client'

import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'

/** Asks before groups take nobody any more, and says who waits in them and where they would go. */
export function useConfirmPause(): (ids: readonly string[]) => Promise<boolean> {
  const t = useTranslations('oversight.pause')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  return async (ids) => {
    try {
      const effects = await client.oversight.pauseEffect.query({ ids: [...ids] })
      return await confirm({
        title: t('title', { count: ids.length }),
        body: (
          <>
            <ul>
              {effects.map(({ groupId, name, waiting, overflow }) => (
                <li key={groupId}>
                  {overflow === null ? t('message', { name, waiting }) : t('to', { name, waiting, overflow })}
                </li>
              ))}
            </ul>
            <p>{t('stay')}</p>
          </>
        ),
        confirm: t('do'),
      })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
      return false
    }
  }
}
