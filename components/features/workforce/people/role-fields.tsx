'use client'

import { Alert, Checkbox, Fieldset, Stack, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useRoleName } from '@/components/patterns/role-name'
import type { PersonForm } from './form-values'
import { usePeopleChoices } from './use-people'

type Props = { form: UseFormReturnType<PersonForm>; readOnly: boolean }

/** Roles that one could not give stand there, and say why. */
export function RoleFields({ form, readOnly }: Props) {
  const t = useTranslations('people')
  const { roles } = usePeopleChoices()
  const roleName = useRoleName()
  const held = form.values.user.roles
  const receives = roles.some((role) => role.receives && held.includes(role.key))
  const warning =
    form.values.agent && !receives
      ? t('roleMissing')
      : !form.values.agent && receives
        ? t('roleIdle')
        : held.length === 0
          ? t('roleNone')
          : null
  return (
    <Stack gap="sm">
      <Fieldset variant="unstyled" disabled={readOnly}>
        <Checkbox.Group label={t('roles')} description={t('rolesHint')} {...form.getInputProps('user.roles')}>
          <Stack gap="xs" mt="xs">
            {roles.map(({ key, name, lacking }) => (
              <Checkbox
                key={key}
                value={key}
                label={roleName({ key, name })}
                disabled={lacking.length > 0 && !held.includes(key)}
                description={lacking.length > 0 && t('roleLacking', { count: lacking.length })}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </Fieldset>
      {roles.length > 0 && warning && (
        <Alert color="amber" icon={<IconAlertTriangle size={18} />} role="status">
          <Text size="sm">{warning}</Text>
        </Alert>
      )}
    </Stack>
  )
}
