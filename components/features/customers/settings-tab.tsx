'use client'

import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type CustomerSettings, customerFieldKinds } from '@/server/modules/accounts/contract'

type Form = UseFormReturnType<CustomerSettings>

/** Fields of one's own, and what somebody who is blocked reads. */
export function CustomerSettingsFields({ form }: { form: Form }) {
  const t = useTranslations('customers.settings')
  const { fields } = form.values
  const set = (list: CustomerSettings['fields']) => form.setFieldValue('fields', list)
  return (
    <>
      <Stack gap="md">
        <Text fw={600}>{t('fields')}</Text>
        {fields.map((field, at) => (
          <FieldRow
            // The row is its place: the key is what is being typed.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={at}
            at={at}
            form={form}
            onRemove={() => set(fields.filter((one) => one !== field))}
          />
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            disabled={fields.length >= 30}
            onClick={() =>
              set([
                ...fields,
                { key: '', names: { en: '', zh: '' }, kind: 'text', choices: [], min: null, max: null },
              ])
            }
          >
            {t('add')}
          </Button>
        </Group>
      </Stack>
      <Radio.Group label={t('blockedAnswer')} {...form.getInputProps('blockedAnswer')}>
        <Stack gap="xs" mt="xs">
          <Radio value="told" label={t('told')} />
          <Radio value="quiet" label={t('quiet')} />
        </Stack>
      </Radio.Group>
      {form.values.blockedAnswer === 'told' && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Textarea label={t('textEn')} maxLength={300} {...form.getInputProps('blockedText.en')} />
          <Textarea label={t('textZh')} maxLength={300} {...form.getInputProps('blockedText.zh')} />
        </SimpleGrid>
      )}
    </>
  )
}

function FieldRow({ at, form, onRemove }: { at: number; form: Form; onRemove: () => void }) {
  const t = useTranslations('customers.settings')
  const path = (name: string) => ({
    ...form.getInputProps(`fields.${at}.${name}`),
    'data-path': `fields.${at}.${name}`,
  })
  const field = form.values.fields[at]
  if (!field) return null
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="xs">
        <TextInput label={t('key')} w={150} maxLength={40} {...path('key')} />
        <TextInput label={t('nameEn')} w={170} maxLength={60} {...path('names.en')} />
        <TextInput label={t('nameZh')} w={150} maxLength={60} {...path('names.zh')} />
        <Select
          label={t('kind')}
          w={140}
          allowDeselect={false}
          data={customerFieldKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          {...path('kind')}
        />
        <ActionIcon
          size="lg"
          variant="subtle"
          color="red"
          aria-label={t('remove', { name: field.names.en || field.names.zh || field.key })}
          onClick={onRemove}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Group>
      {field.kind === 'choice' && <TagsInput label={t('choices')} maxTags={50} {...path('choices')} />}
      {field.kind === 'number' && (
        <Group gap="xs">
          {(['min', 'max'] as const).map((side) => (
            <NumberInput
              key={side}
              label={t(`side.${side}`)}
              w={150}
              data-path={`fields.${at}.${side}`}
              error={form.errors[`fields.${at}.${side}`]}
              value={field[side] ?? ''}
              onChange={(value) =>
                form.setFieldValue(`fields.${at}.${side}`, value === '' ? null : Number(value))
              }
            />
          ))}
        </Group>
      )}
    </Stack>
  )
}
