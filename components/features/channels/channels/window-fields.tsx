'use client'

import { ColorInput, SimpleGrid, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { channelLanguages } from '@/server/modules/channels/contract'
import { FormEditor } from './form-editor'
import type { ChannelForm } from './form-values'
import { MenuEditor } from './menu-editor'

const swatches = ['#2f6fed', '#0f766e', '#15803d', '#b45309', '#be123c', '#7c3aed', '#334155', '#111827']

/** What stands where this channel says nothing; known to those who may see the settings. */
function useOrganizationTexts() {
  const trpc = useTRPC()
  const enabled = useCan()('settings.write')
  return useQuery(trpc.accounts.getSettings.queryOptions(undefined, { enabled })).data?.texts
}

/** What a customer sees: colour, greeting, menu, the questions before, the words at the end. */
export function WindowFields({ form }: { form: UseFormReturnType<ChannelForm> }) {
  const t = useTranslations('channels')
  const texts = useOrganizationTexts()
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
            placeholder={texts?.greeting[language] || t(`ownGreeting.${language}`)}
            description={texts?.greeting[language] && t('inheritedText')}
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
            placeholder={texts?.closing[language]}
            description={texts?.closing[language] && t('inheritedText')}
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
