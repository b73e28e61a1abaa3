'use client'

import { Alert, Switch } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { MaskingSettings } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'

const kinds = ['cards', 'identities', 'phones'] as const

export function MaskingTab({ value }: { value: MaskingSettings }) {
  const t = useTranslations('settings')
  return (
    <SectionForm section="masking" value={value} title={t('tab.masking')} hint={t('maskingHint')}>
      {(form) => (
        <>
          {kinds.map((kind) => (
            <Switch
              key={kind}
              label={t(`field.${kind}`)}
              description={t(`maskHint.${kind}`)}
              {...form.getInputProps(kind, { type: 'checkbox' })}
            />
          ))}
          <Alert color="gray" icon={<IconInfoCircle size={18} />}>
            {t('maskingNote')}
          </Alert>
        </>
      )}
    </SectionForm>
  )
}
