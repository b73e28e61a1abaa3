'use client'

import { ActionIcon, Chip, Group, Input, Switch, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { RatingTag } from '@/server/modules/accounts/contract'
import classes from './tags.module.css'

type Props = { tag: RatingTag; onChange: (next: Partial<RatingTag>) => void; onRemove: () => void }

const scores = ['1', '2', '3', '4', '5']

/** One tag: a line where there is room, a card on a narrow screen. */
export function TagFields({ tag, onChange, onRemove }: Props) {
  const t = useTranslations('oversight.tags')
  const labelId = useId()
  const rename = (locale: 'en' | 'zh', text: string) => {
    const { [locale]: _, ...others } = tag.names
    onChange({ names: text ? { ...others, [locale]: text } : others })
  }
  const name = tag.names.en ?? tag.names.zh ?? tag.key
  return (
    <li className={classes.tag}>
      <TextInput
        label={t('key')}
        value={tag.key}
        onChange={(event) => onChange({ key: event.currentTarget.value })}
      />
      {(['en', 'zh'] as const).map((locale) => (
        <TextInput
          key={locale}
          label={t(`name.${locale}`)}
          value={tag.names[locale] ?? ''}
          onChange={(event) => rename(locale, event.currentTarget.value)}
        />
      ))}
      <div>
        <Input.Label id={labelId} labelElement="div">
          {t('scores')}
        </Input.Label>
        <Chip.Group
          multiple
          value={tag.scores.map(String)}
          onChange={(chosen) => onChange({ scores: chosen.map(Number).sort() })}
        >
          <Group gap={4} role="group" aria-labelledby={labelId} mih={36}>
            {scores.map((score) => (
              <Chip key={score} value={score} size="xs">
                {score}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      <Switch
        label={t('offered')}
        checked={!tag.disabled}
        onChange={(event) => onChange({ disabled: event.currentTarget.checked ? undefined : true })}
        aria-label={t('offeredNamed', { name })}
        mb={8}
      />
      <ActionIcon size="lg" className={classes.remove} aria-label={t('remove', { name })} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
    </li>
  )
}
