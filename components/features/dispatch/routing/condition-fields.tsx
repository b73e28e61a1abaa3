'use client'

import { MultiSelect, NumberInput, SimpleGrid, TagsInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import type { RuleSettings } from '@/server/modules/dispatch/contract'
import { useLanguageOptions } from './language-options'
import type { Routing } from './use-routing'

type Props = { form: UseFormReturnType<RuleSettings>; routing: Routing }

const stages = ['before_sale', 'after_sale'] as const
type ListCondition =
  | 'channelIds'
  | 'siteIds'
  | 'projectTypes'
  | 'productCategories'
  | 'categoryIds'
  | 'stages'
  | 'languages'
  | 'customerTags'

/** What a rule tests; what is left empty lets everybody through. */
export function ConditionFields({ form, routing: { choices, categoryNames } }: Props) {
  const t = useTranslations('routing.condition')
  const { conditions } = form.values
  const languages = useLanguageOptions(conditions.languages)
  const field = (key: ListCondition) => ({
    label: t(`label.${key}`),
    placeholder: conditions[key]?.length ? '' : t('any'),
    value: conditions[key] ?? [],
    onChange: (values: string[]) => form.setFieldValue(`conditions.${key}`, values),
    error: form.errors[`conditions.${key}`],
    'data-path': `conditions.${key}`,
  })
  const known = (key: 'channelIds' | 'categoryIds', options: { value: string; label: string }[]) => [
    ...options,
    ...(conditions[key] ?? [])
      .filter((id) => !options.some(({ value }) => value === id))
      .map((value) => ({ value, label: t('gone') })),
  ]
  const channels = choices.channels.map(({ id, name }) => ({ value: id, label: name }))
  const categories = [...categoryNames].map(([value, label]) => ({ value, label }))
  const of = (key: 'siteIds' | 'projectTypes') => [...new Set(choices.channels.flatMap((one) => one[key]))]
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      <MultiSelect data={known('channelIds', channels)} searchable clearable {...field('channelIds')} />
      <MultiSelect data={known('categoryIds', categories)} searchable clearable {...field('categoryIds')} />
      <MultiSelect
        data={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
        clearable
        {...field('stages')}
      />
      <MultiSelect data={languages} searchable clearable {...field('languages')} />
      <TagsInput data={choices.tags} clearable {...field('customerTags')} />
      <NumberInput
        label={t('label.vipMin')}
        placeholder={t('any')}
        min={1}
        max={100}
        allowDecimal={false}
        value={conditions.vipMin ?? ''}
        onChange={(value) =>
          form.setFieldValue('conditions.vipMin', value === '' ? undefined : Number(value))
        }
        error={form.errors['conditions.vipMin']}
        data-path="conditions.vipMin"
      />
      <TagsInput data={choices.productCategories} clearable {...field('productCategories')} />
      <TagsInput data={of('siteIds')} clearable {...field('siteIds')} />
      <TagsInput data={of('projectTypes')} clearable {...field('projectTypes')} />
    </SimpleGrid>
  )
}
