'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCopy, IconDots, IconEye, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useRoleName } from '@/components/patterns/role-name'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { RoleRow } from '@/server/modules/accounts/contract'
import { useStartView } from '../view-as/use-view'
import { useRefreshAccounts } from './use-roles'

type Props = { row: RoleRow; onOpen: () => void; onCopy: () => void; onHistory: () => void }

export function RoleMenu({ row, onOpen, onCopy, onHistory }: Props) {
  const t = useTranslations('roles')
  const mayWrite = useCan()('roles.write')
  const startView = useStartView()
  const name = useRoleName()(row)
  const remove = useRemoveRole()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('row.menu', { name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onOpen}>
          {t(mayWrite ? 'row.edit' : 'row.view')}
        </Menu.Item>
        {mayWrite && (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={onCopy}>
            {t('row.duplicate')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconEye size={16} />}
          onClick={() => void startView({ kind: 'role', id: row.id })}
        >
          {t('row.viewAs')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={onHistory}>
          {t('row.history')}
        </Menu.Item>
        {mayWrite && !row.builtIn && (
          <Menu.Item
            c="var(--swy-text-failed)"
            leftSection={<IconTrash size={16} />}
            onClick={() => void remove(row)}
          >
            {t('row.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What uses the role is said before anything is asked. */
function useRemoveRole() {
  const t = useTranslations('roles')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const refresh = useRefreshAccounts()
  const text = useFailureText()
  async function remove({ id, version, name }: RoleRow): Promise<void> {
    const uses = await client.accounts.findRoleUses.query({ id })
    if (uses.holders + uses.alarmRules + uses.settings > 0) {
      notifications.show({ color: 'amber', message: t('inUse', { name, ...uses }) })
      return
    }
    const question = { title: t('deleteTitle', { name }), body: t('deleteBody'), confirm: t('row.delete') }
    if (!(await confirm({ ...question, danger: true }))) return
    await client.accounts.deleteRole.mutate({ id, version })
    await refresh()
    notifications.show({ color: 'green', message: t('deleted', { name }) })
  }
  return (row: RoleRow) =>
    remove(row).catch((error: unknown) => notifications.show({ color: 'red', message: text(error) }))
}
