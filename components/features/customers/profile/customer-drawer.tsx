'use client'

import { NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { z } from 'zod'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { TagsField } from '@/components/patterns/fields/tags-field'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import type { CustomerField } from '@/server/modules/accounts/contract'
import { type CustomerRow, customerInput, type FieldValues } from '@/server/modules/customers/contract'
import { useFieldTexts } from '../use-field-texts'

type Form = {
  name: string
  email: string
  phone: string
  language: string
  vipLevel: number
  tags: string[]
  fields: FieldValues
}
const schema = customerInput as unknown as z.ZodType<unknown, Form>

const toForm = (row: Pick<CustomerRow, keyof Form>): Form => ({
  ...{ name: row.name, email: row.email ?? '', phone: row.phone ?? '', language: row.language ?? '' },
  ...{ vipLevel: row.vipLevel, tags: row.tags, fields: row.fields },
})

/** What is known of a customer, over the version that was read. */
export function CustomerDrawer({ customer, onClose }: { customer: CustomerRow; onClose: () => void }) {
  const t = useTranslations('customers')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const choices = useQuery(trpc.customers.choices.queryOptions()).data
  const { server, problem } = useVersionedForm<Form, CustomerRow>({
    toForm,
    stored: customer,
    initialValues: toForm(customer),
    schema,
    save: async (values, version) => {
      await client.customers.update.mutate({ id: customer.id, version, customer: values })
      await queries.invalidateQueries(trpc.customers.pathFilter())
      notifications.show({ color: 'green', message: t('saved', { name: values.name }) })
      onClose()
    },
  })
  const { form } = server
  return (
    <DrawerForm title={customer.name} onClose={onClose} server={server} problem={problem}>
      <Stack gap="sm">
        <TextInput
          label={t('name')}
          withAsterisk
          maxLength={80}
          data-path="name"
          {...form.getInputProps('name')}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={t('email')} type="email" data-path="email" {...form.getInputProps('email')} />
          <TextInput label={t('phone')} type="tel" data-path="phone" {...form.getInputProps('phone')} />
          <TextInput
            label={t('language')}
            placeholder="en, zh-CN"
            data-path="language"
            {...form.getInputProps('language')}
          />
          <NumberInput
            label={t('vip')}
            min={0}
            max={9}
            allowDecimal={false}
            data-path="vipLevel"
            {...form.getInputProps('vipLevel')}
          />
        </SimpleGrid>
        <TagsField
          label={t('tags')}
          data={choices?.tags ?? []}
          maxTags={30}
          clearable
          data-path="tags"
          value={form.values.tags}
          onChange={(tags) => form.setFieldValue('tags', tags)}
          error={form.errors.tags}
        />
        {choices?.fields.map((field) => (
          <OwnField key={field.key} field={field} form={form} />
        ))}
      </Stack>
    </DrawerForm>
  )
}

function OwnField({ field, form }: { field: CustomerField; form: UseFormReturnType<Form> }) {
  const t = useTranslations('customers')
  const texts = useFieldTexts()
  const path = `fields.${field.key}`
  const value = form.values.fields[field.key] ?? null
  const set = (next: FieldValues[string]) =>
    form.setFieldValue('fields', { ...form.values.fields, [field.key]: next })
  const common = { label: texts.nameOf(field), 'data-path': path, error: form.errors[path] }
  if (field.kind === 'number')
    return (
      <NumberInput
        {...common}
        {...(field.min !== null && { min: field.min })}
        {...(field.max !== null && { max: field.max })}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => set(next === '' ? null : Number(next))}
      />
    )
  if (field.kind === 'choice' || field.kind === 'yes_no') {
    const yesNo = [
      { value: 'true', label: t('yes') },
      { value: 'false', label: t('no') },
    ]
    return (
      <Select
        {...common}
        clearable
        data={field.kind === 'choice' ? field.choices : yesNo}
        value={value === null ? null : String(value)}
        onChange={(next) => set(next === null || field.kind === 'choice' ? next : next === 'true')}
      />
    )
  }
  return (
    <TextInput
      {...common}
      type={field.kind === 'date' ? 'date' : 'text'}
      maxLength={500}
      value={value === null ? '' : String(value)}
      onChange={(event) => set(event.currentTarget.value || null)}
    />
  )
}
