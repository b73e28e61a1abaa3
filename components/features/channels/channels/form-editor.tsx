'use client'

import { Button, Checkbox, Select, TagsInput, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { errorUnder } from '../shared/error-under'
import type { ChannelForm, QuestionForm } from './form-values'
import classes from './list-editor.module.css'
import { RowTools } from './row-tools'

const types = ['text', 'email', 'phone', 'choice'] as const
const most = 10

/** What is asked before the chat begins; the agent sees the answers. */
export function FormEditor({ form }: { form: UseFormReturnType<ChannelForm> }) {
  const t = useTranslations('channels.form')
  const fields = form.values.settings.form ?? []
  const put = (next: QuestionForm[]) => form.setFieldValue('settings.form', next)
  return (
    <fieldset className={classes.list}>
      <Text component="legend" size="sm" fw={500}>
        {t('title')}
      </Text>
      {fields.map((field, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the key of a field is edited here.
        <div key={index} className={classes.row}>
          <QuestionFields form={form} question={field} index={index} />
          <RowTools
            name={field.label.en || field.label.zh || field.key}
            index={index}
            count={fields.length}
            onMove={(to) => form.reorderListItem('settings.form', { from: index, to })}
            onRemove={() => put(fields.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {fields.length < most && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => put([...fields, blank(fields)])}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('add')}
        </Button>
      )}
    </fieldset>
  )
}

/** Under a key that no other field has. */
function blank(fields: readonly QuestionForm[]): QuestionForm {
  let number = fields.length + 1
  while (fields.some(({ key }) => key === `field_${number}`)) number += 1
  return {
    key: `field_${number}`,
    label: { en: '', zh: '' },
    type: 'text',
    options: [],
    required: false,
  }
}

type Props = { form: UseFormReturnType<ChannelForm>; question: QuestionForm; index: number }

function QuestionFields({ form, question, index }: Props) {
  const t = useTranslations('channels.form')
  const path = `settings.form.${index}`
  const field = (name: string) => ({
    ...form.getInputProps(`${path}.${name}`),
    'data-path': `${path}.${name}`,
  })
  return (
    <div className={classes.fields}>
      <TextInput label={t('label.en')} {...field('label.en')} />
      <TextInput label={t('label.zh')} {...field('label.zh')} />
      <Select
        label={t('type')}
        data={types.map((value) => ({ value, label: t(`types.${value}`) }))}
        allowDeselect={false}
        {...field('type')}
      />
      <TextInput label={t('key')} description={t('keyHint')} {...field('key')} />
      {question.type === 'choice' && (
        <TagsInput
          label={t('options')}
          className={classes.wide}
          value={(question.options ?? []).map(({ value }) => value)}
          onChange={(values) =>
            form.setFieldValue(
              `${path}.options`,
              values.map((value) => optionOf(question, value)),
            )
          }
          maxTags={30}
          error={errorUnder(form.errors, `${path}.options`)}
        />
      )}
      <Checkbox
        label={t('required')}
        className={classes.wide}
        {...form.getInputProps(`${path}.required`, { type: 'checkbox' })}
      />
    </div>
  )
}

/** An option keeps the labels it has; a new one reads as its value in both languages. */
function optionOf(question: QuestionForm, value: string) {
  const known = question.options?.find((option) => option.value === value)
  return known ?? { value, label: { en: value, zh: value } }
}
