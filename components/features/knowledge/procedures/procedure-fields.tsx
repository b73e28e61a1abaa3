'use client'

import { MultiSelect, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import type { ServerForm } from '@/components/patterns/drawer-form/use-server-form'
import type { TreeNode } from '@/server/modules/channels/contract'
import type { Language, ProcedureForm } from './form-values'
import { StepsEditor } from './steps-editor'

type Props = {
  form: ServerForm<ProcedureForm>['form']
  language: Language
  onLanguage: (language: Language) => void
  ownId: string | null
}

export function ProcedureFields({ form, language, onLanguage, ownId }: Props) {
  const t = useTranslations('procedures')
  const words = useTranslations('knowledge')
  return (
    <Stack>
      <SegmentedControl
        value={language}
        onChange={(value) => onLanguage(value as Language)}
        aria-label={words('languages')}
        data={(['en', 'zh'] as const).map((value) => ({ value, label: words(`language.${value}`) }))}
      />
      <TextInput
        key={`name ${language}`}
        label={t('name')}
        maxLength={160}
        data-autofocus
        {...form.getInputProps(`names.${language}`)}
        error={form.errors[`names.${language}`] ?? form.errors['names.en']}
      />
      <TextInput
        label={t('topic')}
        description={words('topicHint')}
        maxLength={400}
        {...form.getInputProps('topic')}
      />
      <CategoriesField
        value={form.values.categoryIds}
        onChange={(categoryIds) => form.setFieldValue('categoryIds', categoryIds)}
      />
      <Textarea
        label={t('keywords')}
        description={t('keywordsHint')}
        autosize
        minRows={1}
        maxRows={6}
        {...form.getInputProps('keywords')}
      />
      <StepsEditor
        steps={form.values.steps}
        language={language}
        errors={form.errors}
        ownId={ownId}
        onChange={(steps) => {
          form.clearErrors()
          form.setFieldValue('steps', steps)
        }}
      />
    </Stack>
  )
}

type FieldProps = { value: string[]; onChange: (ids: string[]) => void }

/** The question categories for which it is offered. */
function CategoriesField({ value, onChange }: FieldProps) {
  const t = useTranslations('procedures')
  const locale = useLocale() === 'zh' ? 'zh' : 'en'
  const trpc = useTRPC()
  const tree = useQuery(trpc.channels.listTree.queryOptions({ tree: 'category' }))
  const nodes = tree.data ?? []
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const pathOf = ({ names, parentId }: TreeNode): string => {
    const parent = byId.get(parentId ?? '')
    const name = names[locale] ?? names.en ?? names.zh ?? ''
    return parent ? `${pathOf(parent)} › ${name}` : name
  }
  const data = nodes
    .filter(({ id, disabled }) => !disabled || value.includes(id))
    .map((node) => ({ value: node.id, label: pathOf(node) }))
    .sort((a, b) => a.label.localeCompare(b.label))
  return (
    <MultiSelect
      label={t('categories')}
      description={t('categoriesHint')}
      data={data}
      value={value}
      onChange={onChange}
      searchable
      clearable
      maxValues={50}
    />
  )
}
