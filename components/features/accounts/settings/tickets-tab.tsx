'use client'

import { ActionIcon, Button, Group, NumberInput, SimpleGrid, Switch, Table, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type TicketSettings, ticketPriorities } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'

/** Types of tickets, and how many hours of service each priority has. */
export function TicketsTab({ value }: { value: TicketSettings }) {
  const t = useTranslations('settings')
  const words = useTranslations('tickets')
  return (
    <SectionForm section="tickets" value={value} title={t('tab.tickets')} hint={t('ticketsHint')}>
      {(form) => (
        <>
          <SimpleGrid cols={{ base: 2, sm: 4 }} maw={640}>
            {ticketPriorities.map((key) => (
              <NumberInput
                key={key}
                label={words(`priority.${key}`)}
                suffix={t('hoursSuffix')}
                min={0.25}
                max={2_000}
                step={1}
                decimalScale={2}
                data-path={`targets.${key}`}
                {...form.getInputProps(`targets.${key}`)}
              />
            ))}
          </SimpleGrid>
          <Types form={form} />
        </>
      )}
    </SectionForm>
  )
}

/** The key stays as it is once made: tickets have it. */
function Types({ form }: { form: UseFormReturnType<TicketSettings> }) {
  const t = useTranslations('settings')
  const { types } = form.values
  const swap = (from: number, to: number) => form.reorderListItem('types', { from, to })
  return (
    <>
      <Table maw={720}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('ticketType.en')}</Table.Th>
            <Table.Th>{t('ticketType.zh')}</Table.Th>
            <Table.Th>{t('ticketType.offered')}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {types.map((type, i) => (
            <Table.Tr key={type.key}>
              <Table.Td>
                <TextInput
                  aria-label={t('ticketType.en')}
                  maxLength={60}
                  {...form.getInputProps(`types.${i}.names.en`)}
                />
              </Table.Td>
              <Table.Td>
                <TextInput
                  aria-label={t('ticketType.zh')}
                  maxLength={60}
                  {...form.getInputProps(`types.${i}.names.zh`)}
                />
              </Table.Td>
              <Table.Td>
                <Switch
                  aria-label={t('ticketType.offered')}
                  checked={!type.disabled}
                  onChange={(event) =>
                    form.setFieldValue(`types.${i}.disabled`, !event.currentTarget.checked)
                  }
                />
              </Table.Td>
              <Table.Td>
                <Group gap={4} wrap="nowrap">
                  <ActionIcon
                    aria-label={t('ticketType.up')}
                    disabled={i === 0}
                    onClick={() => swap(i, i - 1)}
                  >
                    <IconArrowUp size={16} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={t('ticketType.down')}
                    disabled={i === types.length - 1}
                    onClick={() => swap(i, i + 1)}
                  >
                    <IconArrowDown size={16} />
                  </ActionIcon>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          disabled={types.length >= 40}
          onClick={() =>
            form.insertListItem('types', {
              ...{ key: freeKey(types.map(({ key }) => key)), names: { en: '', zh: '' }, disabled: false },
            })
          }
        >
          {t('ticketType.add')}
        </Button>
      </Group>
    </>
  )
}

function freeKey(taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number += 1) {
    const key = `type_${number}`
    if (!taken.includes(key)) return key
  }
}
