'use client'

import { Button, Stack, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRotate2 } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useRoleName } from '@/components/patterns/role-name'
import type { PermissionMap } from '@/server/access'
import { type RoleDetail, type RoleSettings, roleSettings } from '@/server/modules/accounts/contract'
import { PermissionMatrix } from './permission-matrix'
import { RoleConflict } from './role-conflict'
import { RoleEffect } from './role-effect'
import { useRefreshAccounts } from './use-roles'

type Props = {
  /** null = it is made now. */
  stored: RoleDetail | null
  /** What a new one starts from. */
  start?: RoleSettings
  onClose: () => void
}

type Values = { name: string; description?: string | undefined; permissions: PermissionMap }

const toValues = ({ name, description, permissions }: RoleSettings): Values => ({
  ...{ name, description, permissions },
})

export function RoleEditor({ stored: first, start, onClose }: Props) {
  const t = useTranslations('roles')
  const roleName = useRoleName()
  const client = useTRPCClient()
  const refresh = useRefreshAccounts()
  const mayWrite = useCan()('roles.write')
  const [stored, setStored] = useState(first)
  const version = useRef(first?.version ?? 0)

  async function save(role: Values): Promise<void> {
    if (first) await client.accounts.updateRole.mutate({ id: first.id, version: version.current, role })
    else await client.accounts.createRole.mutate(role)
    await refresh()
    notifications.show({ color: 'green', message: t(first ? 'saved' : 'made', { name: role.name }) })
    onClose()
  }
  const server = useServerForm<Values>({
    initialValues: toValues(first ?? start ?? { name: '', description: '', permissions: {} }),
    schema: roleSettings,
    save,
  })
  const { form } = server

  /** Goes on from what stands now: with theirs, or with mine over it. */
  function settle(current: RoleDetail, take: 'theirs' | 'mine'): void {
    version.current = current.version
    setStored(current)
    server.clear()
    form.resetDirty(toValues(current))
    if (take === 'theirs') form.setValues(toValues(current))
    else server.save(form.values)
  }

  const setPermissions = (permissions: PermissionMap) => form.setFieldValue('permissions', permissions)
  const current =
    server.failure?.code === 'conflict' ? (server.failure.details.current as RoleDetail) : undefined
  return (
    <DrawerForm
      title={first ? roleName(first.name) : t('new')}
      onClose={onClose}
      server={server}
      readOnly={!mayWrite}
      submitLabel={first ? undefined : t('create')}
      effect={<RoleEffect stored={stored} next={form.values.permissions} />}
      problem={current && <RoleConflict current={current} mine={form.values} settle={settle} />}
      extra={
        first?.definition &&
        mayWrite && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconRotate2 size={16} />}
            onClick={() => setPermissions(first.definition ?? {})}
          >
            {t('reset')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <TextInput label={t('name')} maxLength={60} required {...form.getInputProps('name')} />
        <Textarea
          label={t('description')}
          maxLength={300}
          autosize
          minRows={1}
          maxRows={4}
          {...form.getInputProps('description')}
        />
        <div>
          <PermissionMatrix
            value={form.values.permissions}
            stored={stored?.permissions ?? {}}
            readOnly={!mayWrite}
            errorOf={(permission) => form.errors[`permissions.${permission}`]?.toString()}
            onChange={setPermissions}
          />
        </div>
      </Stack>
    </DrawerForm>
  )
}
