'use client'

import { Alert, Checkbox, TagsInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ChannelDetail } from '@/server/modules/channels/contract'
import { errorUnder } from '../shared/error-under'
import type { ChannelForm } from './form-values'
import { IdentitySecret } from './identity-secret'
import { PublicKey } from './public-key'

type Props = {
  form: UseFormReturnType<ChannelForm>
  stored: ChannelDetail | null
  mayWrite: boolean
  adopt: (channel: ChannelDetail) => void
}

/** Where the window may stand, what a page may say of itself, and how it proves who the customer is. */
export function AccessFields({ form, stored, mayWrite, adopt }: Props) {
  const t = useTranslations('channels')
  const list = (name: 'siteIds' | 'projectTypes' | 'allowedOrigins') => ({
    ...form.getInputProps(name),
    error: errorUnder(form.errors, name),
    'data-path': name,
    splitChars: [',', ' ', ';'],
    acceptValueOnBlur: true,
  })
  return (
    <>
      {stored && <PublicKey stored={stored} mayWrite={mayWrite} adopt={adopt} />}
      <TagsInput
        label={t('field.allowedOrigins')}
        description={t('originsHint')}
        placeholder="https://shop.example.com"
        {...list('allowedOrigins')}
      />
      {form.values.kind === 'web' && form.values.allowedOrigins.length === 0 && (
        <Alert color="amber" icon={<IconAlertTriangle size={18} />} p="xs">
          {t('warning.any_origin')}
        </Alert>
      )}
      <TagsInput label={t('field.siteIds')} description={t('sitesHint')} {...list('siteIds')} />
      <TagsInput label={t('field.projectTypes')} description={t('projectsHint')} {...list('projectTypes')} />
      <IdentitySecret stored={stored} mayWrite={mayWrite} adopt={adopt} />
      <Checkbox
        label={t('field.identityForced')}
        description={t('forcedHint')}
        disabled={(stored?.identity.secrets ?? 0) === 0 && !form.values.identityForced}
        {...form.getInputProps('identityForced', { type: 'checkbox' })}
        data-path="identityForced"
      />
    </>
  )
}
