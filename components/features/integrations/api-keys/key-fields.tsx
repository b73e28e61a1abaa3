'use client'

import { Checkbox, MultiSelect, NumberInput, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { MomentField } from '@/components/patterns/fields/moment-field'
import { TagsField } from '@/components/patterns/fields/tags-field'
import { apiScopes, knowsGroups } from '@/server/access'
import type { ApiKeySettings, ApiKeyView } from '@/server/modules/integrations/contract'
import { RotateKey } from './rotate-key'
import { scopeWord } from './scope-word'

type Props = {
  form: UseFormReturnType<ApiKeySettings>
  apiKey: ApiKeyView | null
  /** A rotation is a change of its own: the form would conflict with it. */
  onRotated: () => void
}

export function KeyFields({ form, apiKey, onRotated }: Props) {
  const t = useTranslations('apiKeys')
  const groups = useQuery(useTRPC().workforce.listGroupNames.queryOptions())
  const { groupIds, expiresAt } = form.values
  return (
    <Stack gap="md">
      <TextInput
        label={t('field.name')}
        description={t('field.nameHint')}
        required
        {...form.getInputProps('name')}
      />
      <Checkbox.Group
        label={t('field.scopes')}
        description={t('field.scopesHint')}
        required
        {...form.getInputProps('scopes')}
      >
        <Stack gap="xs" mt="xs">
          {apiScopes.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={t(`scope.${scopeWord(scope)}`)}
              description={t(`scopeHint.${scopeWord(scope)}`)}
              disabled={groupIds.length > 0 && !knowsGroups(scope)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <MultiSelect
        searchable
        clearable
        hidePickedOptions
        label={t('field.groups')}
        description={t('field.groupsHint')}
        placeholder={groupIds.length ? '' : t('field.allGroups')}
        data={(groups.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('groupIds')}
      />
      <TagsField
        data={[]}
        label={t('field.networks')}
        description={t('field.networksHint')}
        placeholder={form.values.networks.length ? '' : t('field.anywhere')}
        {...form.getInputProps('networks')}
        value={form.values.networks}
      />
      <NumberInput label={t('field.perMinute')} min={1} max={60_000} {...form.getInputProps('perMinute')} />
      <MomentField
        label={t('field.expires')}
        description={t('field.expiresHint')}
        value={expiresAt === null ? '' : localOf(expiresAt)}
        onChange={(value) => form.setFieldValue('expiresAt', value ? new Date(value).toISOString() : null)}
      />
      {apiKey && apiKey.state !== 'revoked' && <RotateKey apiKey={apiKey} onRotated={onRotated} />}
    </Stack>
  )
}

/** An instant as the reader's clock shows it. */
function localOf(iso: string): string {
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
