'use client'

import { ColorInput, SimpleGrid, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import { channelLanguages } from '@/server/modules/channels/contract'
import { FormEditor } from './form-editor'
import type { ChannelForm } from './form-values'
import { MenuEditor } from './menu-editor'

const swatches = ['#2f6fed', '#0f766e', '#15803d', '#b45309', '#be123c', '#7c3aed', '#334155', '#111827']

/** What a customer sees: colour, greeting, menu, the questions before, the words at the end. */
export function WindowFields({ form }: { form: UseFormReturnType<ChannelForm> }) {
  const t = useTranslations('channels')
  const field = (name: string) => ({ ...form.getInputProps(name), 'data-path': name })
  return (
    <>
      <ColorInput
        label={t('field.color')}
        format="hex"
        swatches={swatches}
        eyeDropperButtonProps={{ 'aria-label': t('pickColor') }}
        maw={240}
        {...field('color')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        {channelLanguages.map((language) => (
          <Textarea
            key={language}
            label={t(`greetingIn.${language}`)}
            placeholder={t(`ownGreeting.${language}`)}
            lang={language}
            autosize
            minRows={2}
            maxRows={6}
            {...field(`greeting.${language}`)}
          />
        ))}
        {channelLanguages.map((language) => (
          <Textarea
            key={language}
            label={t(`closingIn.${language}`)}
            lang={language}
            autosize
            minRows={2}
            maxRows={6}
            {...field(`settings.closingWords.${language}`)}
          />
        ))}
      </SimpleGrid>
      <MenuEditor form={form} />
      <FormEditor form={form} />
    </>
  )
}
