'use client'

import { Alert, NumberInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { type RetentionSettings, retentionSettings } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'

const kinds = ['conversationDays', 'attachmentDays', 'auditDays'] as const

export function RetentionTab({ value }: { value: RetentionSettings }) {
  const t = useTranslations('settings')
  return (
    <SectionForm section="retention" value={value} title={t('tab.retention')} hint={t('retentionHint')}>
      {(form) => (
        <>
          {kinds.map((kind) => (
            <NumberInput
              key={kind}
              label={t(`field.${kind}`)}
              description={t(`retainHint.${kind}`)}
              placeholder={t('forever')}
              suffix={t('daysSuffix')}
              min={1}
              max={36_500}
              allowDecimal={false}
              allowNegative={false}
              maw={420}
              data-path={kind}
              value={form.values[kind] ?? ''}
              onChange={(days) => form.setFieldValue(kind, days === '' ? null : Number(days))}
              error={form.errors[kind]}
            />
          ))}
          <Preview settings={form.values} />
        </>
      )}
    </SectionForm>
  )
}

/** What the first run with these values would take, before they are saved. */
function Preview({ settings }: { settings: RetentionSettings }) {
  const words = useTranslations('settings.preview')
  const trpc = useTRPC()
  const [wanted] = useDebouncedValue(settings, 400)
  const valid = retentionSettings.safeParse(wanted)
  const preview = useQuery(
    trpc.conversations.previewRetention.queryOptions(wanted, {
      enabled: valid.success,
      placeholderData: keepPreviousData,
    }),
  )
  if (!preview.data) return null
  const { conversations, attachments, auditValues } = preview.data
  const nothing = conversations + attachments + auditValues === 0
  return (
    <Alert
      color={nothing ? 'gray' : 'amber'}
      icon={nothing ? <IconInfoCircle size={18} /> : <IconAlertTriangle size={18} />}
      title={words('title')}
      role="status"
    >
      {nothing ? words('nothing') : words('all', { conversations, attachments, auditValues })}
    </Alert>
  )
}
