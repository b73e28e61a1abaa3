'use client'

import { Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { defaultTexts, imTexts } from '@/server/modules/im/contract'
import type { ConnectionForm } from './connection-form'

const languages = ['en', 'zh'] as const
type Language = (typeof languages)[number]

/** The robot's words: an empty field says what stands in it in grey. */
export function TextFields({ form }: { form: UseFormReturnType<ConnectionForm> }) {
  const t = useTranslations('im.text')
  const locale = useLocale()
  const [language, setLanguage] = useState<Language>(locale === 'zh' ? 'zh' : 'en')
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text fw={600}>{t('title')}</Text>
        <SegmentedControl
          size="xs"
          aria-label={t('language')}
          value={language}
          onChange={(value) => setLanguage(value === 'zh' ? 'zh' : 'en')}
          data={languages.map((value) => ({ value, label: t(`in.${value}`) }))}
        />
      </Group>
      <Text size="sm" c="dimmed">
        {t('hint')}
      </Text>
      {imTexts.map((key) => (
        <Textarea
          key={key}
          label={t(`key.${key}`)}
          autosize
          minRows={1}
          maxRows={6}
          placeholder={defaultTexts[key][language]}
          value={form.values.texts[key]?.[language] ?? ''}
          error={form.errors[`texts.${key}.${language}`]}
          onChange={({ currentTarget: { value } }) =>
            form.setFieldValue('texts', {
              ...form.values.texts,
              [key]: { ...form.values.texts[key], [language]: value },
            })
          }
        />
      ))}
    </Stack>
  )
}
