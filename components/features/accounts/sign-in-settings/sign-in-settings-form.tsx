'use client'

import { Alert, Button, MultiSelect, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useRoleName } from '@/components/patterns/role-name'
import { useFailureText, useFieldText } from '@/components/patterns/states/failure-text'
import type { SignInView } from '@/server/modules/accounts/contract'
import { ProfileSection } from '../profile/profile-section'
import { rules, toSettings, toValues, type Values } from './form-values'
import { OidcFields } from './oidc-fields'

export function SignInSettingsForm({ view }: { view: SignInView }) {
  const t = useTranslations('signInSettings')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const text = useFailureText()
  const fieldText = useFieldText()
  const { form, submit, saving, failure, error } = useServerForm<Values>({
    initialValues: toValues(view.settings),
    schema: rules,
    save: async (values) => {
      const settings = toSettings(values)
      await client.accounts.saveSignInSettings.mutate({ settings, before: view.settings })
      await queries.invalidateQueries(trpc.accounts.getSignInSettings.queryFilter())
      notifications.show({ color: 'green', message: t('saved') })
    },
  })
  const [field] = failure?.fields ?? []
  const roleName = useRoleName()
  const roles = view.roles.map((role) => ({ value: role.key, label: roleName(role) }))
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg" maw={860} pb="xl">
        {failure && (
          <Alert color="red" role="alert">
            {field ? fieldText(field) : text(error)}
          </Alert>
        )}
        <ProfileSection title={t('secondStep')} hint={t('secondStepHint')}>
          <MultiSelect
            label={t('secondStepRoles')}
            description={t('secondStepRolesHint')}
            data={roles}
            clearable
            maw={420}
            {...form.getInputProps('secondStepRoles')}
          />
        </ProfileSection>
        <ProfileSection title={t('oidc')} hint={t('oidcHint')}>
          <OidcFields form={form} view={view} roles={roles} />
        </ProfileSection>
        <div>
          <Button type="submit" loading={saving}>
            {t('save')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
