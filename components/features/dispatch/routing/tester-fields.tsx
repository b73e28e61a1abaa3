'use client'

import {
  Autocomplete,
  Box,
  NumberInput,
  SegmentedControl,
  Select,
  SimpleGrid,
  TextInput,
} from '@mantine/core'
import { useTranslations } from 'next-intl'
import { MomentField } from '@/components/patterns/fields/moment-field'
import { TagsField } from '@/components/patterns/fields/tags-field'
import { useLanguageOptions } from './language-options'
import type { TestCustomer } from './test-customer'
import type { Routing } from './use-routing'

type Props = { routing: Routing; customer: TestCustomer; onChange: (customer: TestCustomer) => void }

const stages = ['before_sale', 'after_sale'] as const

/** A moment as MomentField keeps it, on the reader's own clock. */
function localMoment(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function TesterFields({ routing: { choices, categoryNames }, customer, onChange }: Props) {
  const t = useTranslations('routing.tester')
  const set = (changes: Partial<TestCustomer>) => onChange({ ...customer, ...changes })
  const channel = choices.channels.find(({ publicKey }) => publicKey === customer.channelKey)
  const languages = useLanguageOptions(customer.language ? [customer.language] : [])
  return (
    <SimpleGrid cols={2} spacing="xs" verticalSpacing="xs">
      <Select
        label={t('channel')}
        data={choices.channels.map(({ publicKey, name }) => ({ value: publicKey, label: name }))}
        value={customer.channelKey || null}
        onChange={(channelKey) => channelKey && set({ channelKey, siteId: '', projectType: '' })}
        allowDeselect={false}
      />
      <Select
        label={t('category')}
        data={[...categoryNames].map(([value, label]) => ({ value, label }))}
        value={customer.categoryId}
        onChange={(categoryId) => set({ categoryId })}
        placeholder={t('none')}
        searchable
        clearable
      />
      <Select
        label={t('stage')}
        data={stages.map((value) => ({ value, label: t(`stages.${value}`) }))}
        value={customer.stage}
        onChange={(stage) => set({ stage: stages.find((one) => one === stage) ?? null })}
        placeholder={t('none')}
        clearable
      />
      <Select
        label={t('language')}
        data={languages}
        value={customer.language}
        onChange={(language) => set({ language })}
        placeholder={t('none')}
        searchable
        clearable
      />
      <TagsField
        label={t('tags')}
        data={choices.tags}
        value={customer.customerTags}
        onChange={(customerTags) => set({ customerTags })}
      />
      <NumberInput
        label={t('vip')}
        min={0}
        max={9}
        allowDecimal={false}
        value={customer.vipLevel}
        onChange={(value) => set({ vipLevel: Math.max(0, Math.min(9, Number(value) || 0)) })}
      />
      <Autocomplete
        label={t('product')}
        data={choices.productCategories}
        value={customer.productCategory}
        onChange={(productCategory) => set({ productCategory })}
      />
      <TextInput
        label={t('order')}
        value={customer.orderId}
        maxLength={64}
        onChange={(event) => set({ orderId: event.currentTarget.value })}
      />
      <Autocomplete
        label={t('site')}
        data={channel?.siteIds ?? []}
        value={customer.siteId}
        placeholder={channel?.siteIds[0] ?? ''}
        onChange={(siteId) => set({ siteId })}
      />
      <Autocomplete
        label={t('project')}
        data={channel?.projectTypes ?? []}
        value={customer.projectType}
        placeholder={channel?.projectTypes[0] ?? ''}
        onChange={(projectType) => set({ projectType })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('when')}
        value={customer.moment === null ? 'now' : 'then'}
        onChange={(value) => set({ moment: value === 'now' ? null : localMoment(new Date()) })}
        data={[
          { value: 'now', label: t('now') },
          { value: 'then', label: t('then') },
        ]}
        style={{ gridColumn: '1 / -1' }}
      />
      {customer.moment !== null && (
        <Box style={{ gridColumn: '1 / -1' }}>
          <MomentField
            label={t('moment')}
            hiddenLabel
            value={customer.moment}
            onChange={(moment) => set({ moment: moment || null })}
          />
        </Box>
      )}
    </SimpleGrid>
  )
}
