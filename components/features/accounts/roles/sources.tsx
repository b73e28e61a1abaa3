'use client'

import { useRoleName } from '@/components/patterns/role-name'
import type { Source } from '@/server/modules/accounts/contract'
import { usePermissionWords } from './permission-words'

/** The roles that give a permission, each with how far. */
export function Sources({ through }: { through: readonly Source[] }) {
  const words = usePermissionWords()
  const nameOf = useRoleName()
  return through.map(({ roleId, roleKey, roleName, scope }) => (
    <div key={roleId}>
      {nameOf({ key: roleKey, name: roleName })} · {words.scope(scope)}
    </div>
  ))
}
