'use client'

import { SimpleGrid, Text, Textarea } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type WindowTexts, windowTextKeys } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'

const languages = ['en', 'zh'] as const

export function TextsTab({ value }: { value: WindowTexts }) {
  const t = useTranslations('settings')
  return (
    <SectionForm section="texts" value={filled(value)} title={t('tab.texts')} hint={t('textsHint')}>
      {(form) =>
        windowTextKeys.map((key) => (
          <div key={key}>
            <Text size="sm" c="dimmed" mb={4}>
              {t(`textHint.${key}`)}
            </Text>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
              {languages.map((language) => (
                <Textarea
                  key={language}
                  label={t(`field.${key}.${language}`)}
                  placeholder={t(`ownText.${key}.${language}`)}
                  lang={language}
                  autosize
                  minRows={2}
                  maxRows={6}
                  data-path={`${key}.${language}`}
                  {...form.getInputProps(`${key}.${language}`)}
                />
              ))}
            </SimpleGrid>
          </div>
        ))
      }
    </SectionForm>
  )
}

/** A field for each language, also where nothing is said yet. */
function filled(texts: WindowTexts): WindowTexts {
  const all = (words: WindowTexts['greeting']) => ({ en: words.en ?? '', zh: words.zh ?? '' })
  return {
    greeting: all(texts.greeting),
    queue: all(texts.queue),
    offline: all(texts.offline),
    closing: all(texts.closing),
  }
}
