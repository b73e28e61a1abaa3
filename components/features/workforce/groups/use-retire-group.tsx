'use client'

import { useModals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import {
  type GroupRow,
  type GroupUses,
  refuseDeletion,
  refuseDisabling,
} from '@/server/modules/workforce/contract'
import { useRefreshWorkforce } from './use-groups'
import { UsesList } from './uses-list'

/** Disabling, enabling and deleting: what uses the group is shown before anything is asked. */
export function useRetireGroup() {
  const t = useTranslations('groups')
  const client = useTRPCClient()
  const modals = useModals()
  const confirm = useConfirm()
  const refresh = useRefreshWorkforce()
  const text = useFailureText()

  function refuse(title: string, uses: GroupUses): void {
    modals.openModal({ title, children: <UsesList uses={uses} /> })
  }

  async function attempt(work: () => Promise<unknown>, message: string): Promise<void> {
    await work()
    await refresh()
    notifications.show({ color: 'green', message })
  }

  /** Whatever fails is said; nothing is half done. */
  const saying = (work: (row: GroupRow) => Promise<void>) => (row: GroupRow) =>
    work(row).catch((error: unknown) => notifications.show({ color: 'red', message: text(error) }))

  const set = (row: GroupRow, disabled: boolean) =>
    client.workforce.setGroupDisabled.mutate({ id: row.id, version: row.version, disabled })

  return {
    enable: saying((row) => attempt(() => set(row, false), t('enabled', { name: row.name }))),

    disable: saying(async (row) => {
      const uses = await client.workforce.findGroupUses.query({ id: row.id })
      if (refuseDisabling(uses)) return refuse(t('uses.cannotDisable', { name: row.name }), uses)
      const question = {
        title: t('row.disableTitle', { name: row.name }),
        body: t('row.disableBody', { open: uses.open }),
        confirm: t('row.disable'),
      }
      if (await confirm(question)) await attempt(() => set(row, true), t('disabled', { name: row.name }))
    }),

    remove: saying(async (row) => {
      const uses = await client.workforce.findGroupUses.query({ id: row.id })
      if (refuseDeletion(uses)) return refuse(t('uses.cannotDelete', { name: row.name }), uses)
      const question = {
        title: t('row.deleteTitle', { name: row.name }),
        body: t('row.deleteBody', { members: row.members }),
        confirm: t('row.delete'),
        danger: true,
      }
      if (!(await confirm(question))) return
      const { id, version, name } = row
      await attempt(() => client.workforce.deleteGroup.mutate({ id, version }), t('deleted', { name }))
    }),
  }
}
