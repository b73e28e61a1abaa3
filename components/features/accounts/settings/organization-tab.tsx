'use client'

import { Select, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { locales } from '@/components/i18n/locale'
import { ownNames } from '@/components/patterns/shell/language-menu'
import type { OrganizationFacts } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'

export function OrganizationTab({ value }: { value: OrganizationFacts }) {
  const t = useTranslations('settings')
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone')
    return [...new Set(['UTC', value.timeZone, ...known])]
  }, [value.timeZone])
  return (
    <SectionForm
      section="organization"
      value={value}
      title={t('tab.organization')}
      hint={t('organizationHint')}
    >
      {(form) => (
        <>
          <TextInput label={t('field.name')} maw={420} data-path="name" {...form.getInputProps('name')} />
          <div>
            <Select
              label={t('field.timeZone')}
              data={zones}
              searchable
              allowDeselect={false}
              maw={420}
              data-path="timeZone"
              {...form.getInputProps('timeZone')}
            />
            <ZoneNow zone={form.values.timeZone} />
          </div>
          <Select
            label={t('field.defaultLanguage')}
            description={t('languageHint')}
            data={locales.map((locale) => ({ value: locale, label: ownNames[locale] }))}
            allowDeselect={false}
            maw={420}
            data-path="defaultLanguage"
            {...form.getInputProps('defaultLanguage')}
          />
        </>
      )}
    </SectionForm>
  )
}

/** What a zone means is easiest seen by what time it is there. */
function ZoneNow({ zone }: { zone: string }) {
  const t = useTranslations('settings')
  return (
    <Text size="sm" c="dimmed" mt={4} maw={520}>
      {t('zoneNow', { time: new Date().toLocaleTimeString([], { timeZone: zone, timeStyle: 'short' }) })}{' '}
      {t('zoneHint')}
    </Text>
  )
}
