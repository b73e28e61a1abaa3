'use client'

import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { RuleView } from '@/server/modules/dispatch/contract'
import { useRefreshRouting } from './use-routing'

/** Switching a rule on and off, and deleting it. Whatever fails is said; nothing is half done. */
export function useRetireRule() {
  const t = useTranslations('routing')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const refresh = useRefreshRouting()
  const text = useFailureText()

  async function saying(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      notifications.show({ color: 'red', message: text(error) })
    }
    await refresh()
  }
  return {
    setEnabled: ({ id, version, name }: RuleView, enabled: boolean) =>
      saying(async () => {
        await client.dispatch.setRuleEnabled.mutate({ id, version, enabled })
        notifications.show({ color: 'green', message: t(enabled ? 'switchedOn' : 'switchedOff', { name }) })
      }),
    remove: ({ id, version, name }: RuleView) =>
      saying(async () => {
        const question = {
          title: t('deleteTitle', { name }),
          body: t('deleteBody'),
          confirm: t('menu.delete'),
          danger: true,
        }
        if (!(await confirm(question))) return
        await client.dispatch.deleteRule.mutate({ id, version })
        notifications.show({ color: 'green', message: t('deleted', { name }) })
      }),
  }
}
