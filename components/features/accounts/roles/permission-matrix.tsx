'use client'

import { SegmentedControl } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useMe } from '@/components/client/me'
import {
  type Permission,
  type PermissionMap,
  type PermissionPart,
  permissionParts,
  type Scope,
  scopes,
  scopesOf,
} from '@/server/access'
import classes from './matrix.module.css'
import { usePermissionWords } from './permission-words'

type Props = {
  value: PermissionMap
  /** What is stored: a scope that the editor lacks may stay, and not be chosen. */
  stored: PermissionMap
  readOnly: boolean
  errorOf: (permission: Permission) => string | undefined
  onChange: (value: PermissionMap) => void
}

const parts = Object.keys(permissionParts) as PermissionPart[]

/** Every permission with the scopes it knows, in words. */
export function PermissionMatrix(props: Props) {
  const t = useTranslations('roles')
  return parts.map((part) => (
    <fieldset key={part} className={classes.part}>
      <legend>{t(`part.${part}`)}</legend>
      {permissionParts[part].map((permission) => (
        <PermissionRow key={permission} permission={permission} {...props} />
      ))}
    </fieldset>
  ))
}

function PermissionRow({
  permission,
  value,
  stored,
  readOnly,
  errorOf,
  onChange,
}: Props & { permission: Permission }) {
  const words = usePermissionWords()
  const me = useMe()
  const id = useId()
  const error = errorOf(permission)
  const may = (scope: Scope) =>
    permission === 'agent.receive' ||
    scopes.indexOf(scope) <= scopes.indexOf(me.permissions[permission] as Scope) ||
    scopes.indexOf(scope) <= scopes.indexOf(stored[permission] as Scope)
  const choices = [
    { value: 'none', label: words.scope(undefined) },
    ...scopesOf[permission].map((scope) => ({
      value: scope,
      label: words.scope(scope),
      disabled: !may(scope),
    })),
  ]
  const choose = (chosen: string) => {
    const { [permission]: _, ...rest } = value
    onChange(chosen === 'none' ? rest : { ...rest, [permission]: chosen as Scope })
  }
  return (
    <div className={classes.row}>
      <div className={classes.words} id={id}>
        <div>{words.name(permission)}</div>
        <div className={classes.explain}>{words.explain(permission)}</div>
        {error && (
          <div className={classes.error} role="alert">
            {error}
          </div>
        )}
      </div>
      <SegmentedControl
        size="xs"
        aria-label={words.name(permission)}
        data-path={`permissions.${permission}`}
        data={choices}
        value={value[permission] ?? 'none'}
        onChange={choose}
        readOnly={readOnly}
      />
    </div>
  )
}
