'use client'

import { ActionIcon, Button, Group, Paper, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { type MenuAction, type MenuNode, mostButtons } from '@/server/modules/bot/contract'
import { useArticleOptions, useCategoryOptions } from './use-options'

const kinds = ['article', 'question', 'category', 'menu', 'link', 'human'] as const
type Kind = (typeof kinds)[number]
const mostLevels = 3

const newKey = () => Math.random().toString(36).slice(2, 10).padEnd(4, '0')
const blank = (): MenuNode => ({
  key: newKey(),
  label: { en: '', zh: '' },
  action: { kind: 'question', text: { en: '', zh: '' } },
})

function actionOf(kind: Kind): MenuAction {
  switch (kind) {
    case 'article':
      return { kind, articleId: '' }
    case 'question':
      return { kind, text: { en: '', zh: '' } }
    case 'category':
      return { kind, categoryId: '' }
    case 'link':
      return { kind, url: 'https://' }
    case 'human':
      return { kind }
    case 'menu':
      return { kind, items: [blank()] }
  }
}

type Props = {
  items: readonly MenuNode[]
  onChange: (items: MenuNode[]) => void
  error?: ReactNode
  level?: number
}

/** Frequent questions and menus: a tree of buttons below the greeting. */
export function ButtonEditor({ items, onChange, error, level = 1 }: Props) {
  const t = useTranslations('bot.button')
  const replace = (at: number, node: MenuNode) => onChange(items.map((one, i) => (i === at ? node : one)))
  const move = (at: number, to: number) => {
    const next = items.filter((_, i) => i !== at)
    onChange([...next.slice(0, to), items[at] as MenuNode, ...next.slice(to)])
  }
  return (
    <Stack gap="xs" component="fieldset" p={0} style={{ border: 0 }}>
      <Text component="legend" size="sm" fw={500}>
        {t(level === 1 ? 'title' : 'below')}
      </Text>
      {items.map((node, at) => (
        <Paper key={node.key} withBorder p="xs">
          <Entry
            node={node}
            level={level}
            onChange={(next) => replace(at, next)}
            tools={
              <Tools
                name={node.label.en || node.label.zh || t('entry', { number: at + 1 })}
                first={at === 0}
                last={at === items.length - 1}
                onMove={(by) => move(at, at + by)}
                onRemove={() => onChange(items.filter((_, i) => i !== at))}
              />
            }
          />
        </Paper>
      ))}
      {error && (
        <Text size="xs" c="red" role="alert">
          {t('incomplete')}
        </Text>
      )}
      {items.length < mostButtons && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...items, blank()])}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('add')}
        </Button>
      )}
    </Stack>
  )
}

type ToolsProps = {
  name: string
  first: boolean
  last: boolean
  onMove: (by: number) => void
  onRemove: () => void
}

function Tools({ name, first, last, onMove, onRemove }: ToolsProps) {
  const t = useTranslations('bot.button')
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon aria-label={t('up', { name })} aria-disabled={first} onClick={() => !first && onMove(-1)}>
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('down', { name })} aria-disabled={last} onClick={() => !last && onMove(1)}>
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('remove', { name })} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  )
}

type EntryProps = { node: MenuNode; level: number; onChange: (node: MenuNode) => void; tools: ReactNode }

function Entry({ node, level, onChange, tools }: EntryProps) {
  const t = useTranslations('bot.button')
  const { action } = node
  const act = (next: MenuAction) => onChange({ ...node, action: next })
  const label = (language: 'en' | 'zh') => ({
    label: t(`label.${language}`),
    value: node.label[language],
    maxLength: 60,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      onChange({ ...node, label: { ...node.label, [language]: event.currentTarget.value } }),
  })
  return (
    <Stack gap="xs">
      <Group align="end" gap="xs">
        <TextInput flex="1 1 140px" {...label('en')} />
        <TextInput flex="1 1 140px" {...label('zh')} />
        <Select
          flex="1 1 140px"
          label={t('does')}
          data={kinds
            .filter((kind) => kind !== 'menu' || level < mostLevels)
            .map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={action.kind}
          allowDeselect={false}
          onChange={(next) => next && act(actionOf(next as Kind))}
        />
        {tools}
      </Group>
      <ActionFields action={action} level={level} onChange={act} />
    </Stack>
  )
}

type ActionProps = { action: MenuAction; level: number; onChange: (action: MenuAction) => void }

function ActionFields({ action, level, onChange }: ActionProps) {
  const t = useTranslations('bot.button')
  switch (action.kind) {
    case 'article':
      return (
        <ArticleSelect value={action.articleId} onChange={(id) => onChange({ ...action, articleId: id })} />
      )
    case 'category':
      return (
        <CategorySelect
          value={action.categoryId}
          onChange={(id) => onChange({ ...action, categoryId: id })}
        />
      )
    case 'link':
      return (
        <TextInput
          label={t('url')}
          value={action.url}
          onChange={(event) => onChange({ ...action, url: event.currentTarget.value })}
        />
      )
    case 'question':
      return (
        <Group grow align="start">
          {(['en', 'zh'] as const).map((language) => (
            <TextInput
              key={language}
              label={t(`text.${language}`)}
              value={action.text[language]}
              maxLength={200}
              onChange={(event) =>
                onChange({ ...action, text: { ...action.text, [language]: event.currentTarget.value } })
              }
            />
          ))}
        </Group>
      )
    case 'menu':
      return (
        <ButtonEditor
          items={action.items}
          level={level + 1}
          onChange={(items) => onChange({ ...action, items })}
        />
      )
    case 'human':
      return null
  }
}

type PickProps = { value: string; onChange: (id: string) => void }

function ArticleSelect({ value, onChange }: PickProps) {
  const t = useTranslations('bot.button')
  const [search, setSearch] = useState('')
  const options = useArticleOptions(search, value || null)
  return (
    <Select
      label={t('article')}
      data={options}
      value={value || null}
      searchable
      onSearchChange={setSearch}
      nothingFoundMessage={t('noArticle')}
      onChange={(id) => onChange(id ?? '')}
    />
  )
}

function CategorySelect({ value, onChange }: PickProps) {
  const t = useTranslations('bot.button')
  const options = useCategoryOptions()
  return (
    <Select
      label={t('category')}
      data={options}
      value={value || null}
      searchable
      onChange={(id) => onChange(id ?? '')}
    />
  )
}
