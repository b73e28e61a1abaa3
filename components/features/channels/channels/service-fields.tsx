'use client'

import { Checkbox, Select, SimpleGrid, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import type { ChannelForm } from './form-values'

const contacts = ['none', 'optional', 'required'] as const
const reopens = ['reopen', 'new'] as const

/** How a conversation of this channel ends and begins again. */
export function ServiceFields({ form }: { form: UseFormReturnType<ChannelForm> }) {
  const t = useTranslations('channels')
  const box = (name: string) => form.getInputProps(name, { type: 'checkbox' })
  const field = (name: string) => ({ ...form.getInputProps(name), 'data-path': name })
  return (
    <>
      <Stack gap="xs">
        <Checkbox
          label={t('field.confirmClosing')}
          description={t('confirmHint')}
          {...box('confirmClosing')}
        />
        <Checkbox label={t('field.settings.askRating')} {...box('settings.askRating')} />
        <Checkbox
          label={t('field.settings.typingPreview')}
          description={t('typingHint')}
          {...box('settings.typingPreview')}
        />
        <Checkbox
          label={t('field.settings.transcript')}
          description={t('transcriptHint')}
          {...box('settings.transcript')}
        />
        <Checkbox
          label={t('field.settings.pushText')}
          description={t('pushHint')}
          {...box('settings.pushText')}
        />
        <Checkbox label={t('field.settings.likelyQuestion')} {...box('settings.likelyQuestion')} />
        <Checkbox
          label={t('field.settings.helpPage')}
          description={t('helpPageHint')}
          {...box('settings.helpPage')}
        />
      </Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Select
          label={t('field.settings.reopen')}
          data={reopens.map((value) => ({ value, label: t(`reopen.${value}`) }))}
          allowDeselect={false}
          {...field('settings.reopen')}
        />
        <Select
          label={t('field.settings.contact')}
          data={contacts.map((value) => ({ value, label: t(`contact.${value}`) }))}
          allowDeselect={false}
          {...field('settings.contact')}
        />
      </SimpleGrid>
    </>
  )
}
