'use client'

import { Group, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ServerForm } from '@/components/patterns/drawer-form/use-server-form'
import type { ArticleForm } from './form-values'
import { TopicField } from './move-dialog'
import { TextField } from './text-field'

export type Language = 'en' | 'zh'
type Props = {
  form: ServerForm<ArticleForm>['form']
  language: Language
  onLanguage: (language: Language) => void
}

export function ArticleFields({ form, language, onLanguage }: Props) {
  const t = useTranslations('knowledge')
  return (
    <Stack>
      <TopicField
        value={form.values.topic}
        onChange={(topic) => form.setFieldValue('topic', topic)}
        error={form.errors.topic}
      />
      <SegmentedControl
        value={language}
        onChange={(value) => onLanguage(value as Language)}
        aria-label={t('languages')}
        data={(['en', 'zh'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
      />
      <TextInput
        key={`title ${language}`}
        label={t('titleIn')}
        maxLength={160}
        data-autofocus
        {...form.getInputProps(`titles.${language}`)}
        error={form.errors[`titles.${language}`] ?? form.errors['titles.en']}
      />
      <TextField
        key={`text ${language}`}
        value={form.values.texts[language]}
        onChange={(text) => form.setFieldValue(`texts.${language}`, text)}
        error={form.errors[`texts.${language}`]}
      />
      <Textarea
        label={t('questions')}
        description={t('questionsHint')}
        autosize
        minRows={3}
        maxRows={12}
        {...form.getInputProps('questions')}
      />
      <Textarea label={t('keywords')} autosize minRows={1} maxRows={6} {...form.getInputProps('keywords')} />
      <Group grow align="start">
        <TextInput
          type="date"
          label={t('validFrom')}
          description={t('validHint')}
          {...form.getInputProps('validFrom')}
        />
        <TextInput
          type="date"
          label={t('validUntil')}
          description={t('validHint')}
          {...form.getInputProps('validUntil')}
        />
      </Group>
    </Stack>
  )
}
