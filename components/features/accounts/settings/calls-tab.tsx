'use client'

import { Button, Code, Group, Radio, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { Copy } from '@/components/patterns/copy/copy'
import type { CallSettings } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'

/** How agents phone: a link that their machine opens, or a provider that is asked. */
export function CallsTab({ value }: { value: CallSettings }) {
  const t = useTranslations('settings')
  return (
    <SectionForm section="calls" value={value} title={t('tab.calls')} hint={t('callsHint')}>
      {(form) => (
        <>
          <Radio.Group label={t('field.mode')} {...form.getInputProps('mode')}>
            <Group mt={4}>
              <Radio value="link" label={t('callMode.link')} />
              <Radio value="provider" label={t('callMode.provider')} />
            </Group>
          </Radio.Group>
          <TextInput
            label={t('field.link')}
            description={t('callLinkHint')}
            placeholder="tel:{phone}"
            maw={520}
            data-path="link"
            {...form.getInputProps('link')}
          />
          <TextInput
            label={t('field.providerUrl')}
            description={t('providerUrlHint')}
            placeholder="https://"
            maw={520}
            data-path="providerUrl"
            {...form.getInputProps('providerUrl')}
          />
          <Secret form={form} />
        </>
      )}
    </SectionForm>
  )
}

function Secret({ form }: { form: UseFormReturnType<CallSettings> }) {
  const t = useTranslations('settings')
  const trpc = useTRPC()
  const [shown, setShown] = useState(false)
  const provider = useQuery({ ...trpc.tickets.provider.queryOptions(), enabled: shown, gcTime: 0 })
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('field.secretNumber')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('callSecretHint')}
      </Text>
      <Group gap="xs" mt={4}>
        {shown && provider.data ? (
          <>
            <Code>{provider.data.secret}</Code>
            <Copy value={provider.data.secret} label={t('callSecretCopy')} />
            <Code>{provider.data.path}</Code>
          </>
        ) : (
          <Button variant="default" loading={provider.isFetching} onClick={() => setShown(true)}>
            {t('callSecretShow')}
          </Button>
        )}
        <Button
          variant="default"
          onClick={() => form.setFieldValue('secretNumber', form.values.secretNumber + 1)}
        >
          {t('callSecretNew')}
        </Button>
      </Group>
    </div>
  )
}
