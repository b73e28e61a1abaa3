'use client'

import { Button, Select, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import type { TreeNode } from '@/server/modules/channels/contract'
import { errorUnder } from '../shared/error-under'
import type { ChannelForm, MenuForm } from './form-values'
import classes from './list-editor.module.css'
import { RowTools } from './row-tools'

const kinds = ['link', 'text', 'category'] as const
const most = 12

const actionOf = (kind: (typeof kinds)[number]): MenuForm['action'] => {
  if (kind === 'link') return { kind, url: 'https://' }
  return kind === 'text' ? { kind, text: { en: '', zh: '' } } : { kind, categoryId: '' }
}

/** Buttons above the first message: a link, a question that is sent, or a category. */
export function MenuEditor({ form }: { form: UseFormReturnType<ChannelForm> }) {
  const t = useTranslations('channels.menu')
  const items = form.values.settings.menu ?? []
  const put = (next: MenuForm[]) => form.setFieldValue('settings.menu', next)
  const blank: MenuForm = { label: { en: '', zh: '' }, action: actionOf('text') }
  return (
    <fieldset className={classes.list}>
      <Text component="legend" size="sm" fw={500}>
        {t('title')}
      </Text>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name of their own, and their inputs hold no state.
        <div key={index} className={classes.row}>
          <MenuItemFields form={form} item={item} index={index} />
          <RowTools
            name={item.label.en || item.label.zh || t('entry', { number: index + 1 })}
            index={index}
            count={items.length}
            onMove={(to) => form.reorderListItem('settings.menu', { from: index, to })}
            onRemove={() => put(items.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {items.length < most && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => put([...items, blank])}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('add')}
        </Button>
      )}
    </fieldset>
  )
}

type ItemProps = { form: UseFormReturnType<ChannelForm>; item: MenuForm; index: number }

function MenuItemFields({ form, item, index }: ItemProps) {
  const t = useTranslations('channels.menu')
  const path = `settings.menu.${index}`
  const field = (name: string) => ({
    ...form.getInputProps(`${path}.${name}`),
    'data-path': `${path}.${name}`,
  })
  const categories = useCategoryOptions()
  const { kind } = item.action
  return (
    <div className={classes.fields}>
      <TextInput label={t('label.en')} {...field('label.en')} />
      <TextInput label={t('label.zh')} {...field('label.zh')} />
      <Select
        label={t('does')}
        data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        onChange={(next) => next && form.setFieldValue(`${path}.action`, actionOf(next as typeof kind))}
        allowDeselect={false}
      />
      {kind === 'link' && <TextInput label={t('url')} className={classes.wide} {...field('action.url')} />}
      {kind === 'text' && (
        <>
          <TextInput label={t('text.en')} {...field('action.text.en')} />
          <TextInput label={t('text.zh')} {...field('action.text.zh')} />
        </>
      )}
      {kind === 'category' && (
        <Select
          label={t('category')}
          data={categories}
          searchable
          {...field('action.categoryId')}
          error={errorUnder(form.errors, `${path}.action`)}
        />
      )}
    </div>
  )
}

/** Every category by its path, in the reader's language. */
function useCategoryOptions(): { value: string; label: string }[] {
  const trpc = useTRPC()
  const locale = useLocale() === 'zh' ? 'zh' : 'en'
  const tree = useQuery(trpc.channels.listTree.queryOptions({ tree: 'category' }))
  const nodes = tree.data ?? []
  const pathOf = (node: TreeNode): string => {
    const parent = nodes.find(({ id }) => id === node.parentId)
    const name = node.names[locale] ?? node.names.en ?? ''
    return parent ? `${pathOf(parent)} › ${name}` : name
  }
  return nodes
    .filter((node) => !node.disabled)
    .map((node) => ({ value: node.id, label: pathOf(node) }))
    .sort((a, b) => a.label.localeCompare(b.label))
}
