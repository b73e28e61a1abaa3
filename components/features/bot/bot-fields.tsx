'use client'

import {
  Group,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useTranslations } from 'next-intl'
import { TagsField } from '@/components/patterns/fields/tags-field'
import type { BotDetail } from '@/server/modules/bot/contract'
import type { BotForm } from './bot-form'
import { ButtonEditor } from './button-editor'
import { Section } from './section'
import { ServiceFields } from './service-fields'
import { useCategoryOptions } from './use-options'

type Props = { form: BotForm; bot: BotDetail; mayWrite: boolean; onRotated: (version: number) => void }

export function BotFields({ form, bot, mayWrite, onRotated }: Props) {
  const t = useTranslations('bot.field')
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Switch label={t('enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
        <div>
          <Text size="sm" fw={500} id="bot-when">
            {t('when')}
          </Text>
          <SegmentedControl
            aria-labelledby="bot-when"
            data={(['always', 'closed'] as const).map((value) => ({ value, label: t(`whenIs.${value}`) }))}
            {...form.getInputProps('when')}
          />
        </div>
      </Stack>
      <Opening form={form} />
      <Answers form={form} />
      <HandOver form={form} />
      <ServiceFields form={form} bot={bot} mayWrite={mayWrite} onRotated={onRotated} />
    </Stack>
  )
}

function Opening({ form }: { form: BotForm }) {
  const t = useTranslations('bot.field')
  return (
    <Section title={t('opening')}>
      <Group grow align="start">
        <TextInput label={t('name.en')} {...form.getInputProps('name.en')} />
        <TextInput label={t('name.zh')} {...form.getInputProps('name.zh')} />
      </Group>
      <TextInput
        label={t('picture')}
        placeholder="https://"
        inputMode="url"
        {...form.getInputProps('pictureUrl')}
      />
      <Textarea label={t('greeting.en')} autosize minRows={2} {...form.getInputProps('greeting.en')} />
      <Textarea label={t('greeting.zh')} autosize minRows={2} {...form.getInputProps('greeting.zh')} />
      <ButtonEditor
        items={form.values.buttons}
        onChange={(buttons) => form.setFieldValue('buttons', buttons)}
        error={Object.entries(form.errors).find(([path]) => path.startsWith('buttons'))?.[1]}
      />
    </Section>
  )
}

function Answers({ form }: { form: BotForm }) {
  const t = useTranslations('bot.field')
  const share = { min: 0.02, max: 0.95, step: 0.05, decimalScale: 2 }
  return (
    <Section title={t('answers')} hint={t('answersHint')}>
      <Group grow align="start">
        <NumberInput label={t('answerFrom')} {...share} {...form.getInputProps('answerFrom')} />
        <NumberInput label={t('suggestFrom')} {...share} {...form.getInputProps('suggestFrom')} />
      </Group>
      <Switch label={t('askHelpful')} {...form.getInputProps('askHelpful', { type: 'checkbox' })} />
      <Textarea label={t('miss.en')} autosize minRows={1} {...form.getInputProps('words.miss.en')} />
      <Textarea label={t('miss.zh')} autosize minRows={1} {...form.getInputProps('words.miss.zh')} />
    </Section>
  )
}

function HandOver({ form }: { form: BotForm }) {
  const t = useTranslations('bot.field')
  const categories = useCategoryOptions()
  const orNull = (path: 'handOver.misses' | 'handOver.vipLevel') => ({
    ...form.getInputProps(path),
    value: (path === 'handOver.misses' ? form.values.handOver.misses : form.values.handOver.vipLevel) ?? '',
    onChange: (value: number | string) => form.setFieldValue(path, value === '' ? null : Number(value)),
  })
  return (
    <Section title={t('handOver')} hint={t('handOverHint')}>
      <Switch label={t('button')} {...form.getInputProps('handOver.button', { type: 'checkbox' })} />
      <TagsField
        label={t('phrases.en')}
        data={[]}
        {...form.getInputProps('handOver.phrases.en')}
        value={form.values.handOver.phrases.en}
      />
      <TagsField
        label={t('phrases.zh')}
        data={[]}
        {...form.getInputProps('handOver.phrases.zh')}
        value={form.values.handOver.phrases.zh}
      />
      <Group grow align="start">
        <NumberInput
          label={t('misses')}
          description={t('missesHint')}
          min={1}
          max={10}
          {...orNull('handOver.misses')}
        />
        <NumberInput
          label={t('vipLevel')}
          description={t('vipHint')}
          min={1}
          max={9}
          {...orNull('handOver.vipLevel')}
        />
      </Group>
      <MultiSelect
        label={t('categories')}
        data={categories}
        searchable
        clearable
        hidePickedOptions
        {...form.getInputProps('handOver.categoryIds')}
      />
      <Textarea label={t('handing.en')} autosize minRows={1} {...form.getInputProps('words.handOver.en')} />
      <Textarea label={t('handing.zh')} autosize minRows={1} {...form.getInputProps('words.handOver.zh')} />
    </Section>
  )
}
