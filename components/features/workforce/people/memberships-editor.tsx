'use client'

import { ActionIcon, Checkbox, Select, Stack, Text, Title } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { NumberField } from '../groups/number-field'
import { newMembership, type PersonForm } from './form-values'
import classes from './memberships.module.css'
import { usePeopleChoices } from './use-people'

type Props = { form: UseFormReturnType<PersonForm>; readOnly: boolean }

/** Groups of one agent: level, weight, limit within the group, messages outside hours. */
export function MembershipsEditor({ form, readOnly }: Props) {
  const t = useTranslations('people.membership')
  const { groups } = usePeopleChoices()
  const mine = form.values.agent?.groups ?? []
  const nameOf = (id: string) => groups.find((group) => group.id === id)?.name ?? '…'
  const left = groups.filter(({ id }) => !mine.some((membership) => membership.groupId === id))
  return (
    <Stack gap="sm" component="section" aria-label={t('title')}>
      <Title order={3}>{t('title')}</Title>
      {mine.length === 0 && (
        <Text size="sm" c="var(--swy-text-late)">
          {t('none')}
        </Text>
      )}
      {mine.map(({ groupId }, index) => {
        const path = `agent.groups.${index}`
        const name = nameOf(groupId)
        return (
          <div key={groupId} className={classes.row}>
            <Text className={classes.name} fw={600} truncate>
              {name}
            </Text>
            <NumberField
              size="sm"
              label={t('level')}
              aria-label={t('levelOf', { name })}
              {...form.getInputProps(`${path}.level`)}
            />
            <NumberField
              size="sm"
              label={t('weight')}
              aria-label={t('weightOf', { name })}
              {...form.getInputProps(`${path}.quality`)}
            />
            <NumberField
              size="sm"
              label={t('limit')}
              aria-label={t('limitOf', { name })}
              placeholder={t('noLimit')}
              {...form.getInputProps(`${path}.capacity`)}
            />
            <Checkbox
              className={classes.receiver}
              size="sm"
              label={t('receiver')}
              {...form.getInputProps(`${path}.offlineReceiver`, { type: 'checkbox' })}
            />
            {!readOnly && (
              <ActionIcon
                className={classes.remove}
                aria-label={t('remove', { name })}
                onClick={() => form.removeListItem('agent.groups', index)}
              >
                <IconX size={16} />
              </ActionIcon>
            )}
          </div>
        )
      })}
      {!readOnly && (
        <Select
          key={mine.length}
          aria-label={t('add')}
          placeholder={t('add')}
          data={left.map(({ id, name, disabled }) => ({ value: id, label: name, disabled }))}
          searchable
          maw={320}
          onChange={(id) => id && form.insertListItem('agent.groups', newMembership(id))}
        />
      )}
    </Stack>
  )
}
