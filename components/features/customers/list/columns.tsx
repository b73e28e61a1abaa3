'use client'

import { Badge, Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Column } from '@/components/patterns/data-table'
import { When } from '@/components/patterns/time/when'
import type { CustomerField } from '@/server/modules/accounts/contract'
import type { CustomerRow } from '@/server/modules/customers/contract'
import { useFieldTexts } from '../use-field-texts'

export function useCustomerColumns(fields: readonly CustomerField[]): Column<CustomerRow>[] {
  const t = useTranslations('customers')
  const texts = useFieldTexts()
  return useMemo(
    () => [
      {
        ...{ id: 'name', title: t('name'), sortable: true, heading: true, width: 220 },
        cell: (row) => row.name,
      },
      {
        ...{ id: 'contact', title: t('contact'), width: 220 },
        cell: (row) => row.email ?? row.phone ?? <Text c="dimmed">{t('noContact')}</Text>,
      },
      {
        ...{ id: 'externalId', title: t('externalId'), width: 160 },
        cell: (row) => row.externalId ?? <Text c="dimmed">{t('anonymous')}</Text>,
      },
      {
        ...{ id: 'tags', title: t('tags'), width: 200 },
        cell: (row) => <Tags row={row} />,
      },
      {
        ...{ id: 'vip', title: t('vip'), sortable: true, align: 'end', width: 80 },
        cell: (row) => row.vipLevel || '–',
      },
      {
        ...{ id: 'conversations', title: t('conversations'), align: 'end', width: 110 },
        cell: (row) => row.conversations,
      },
      {
        ...{ id: 'seen', title: t('lastSeen'), sortable: true, width: 170 },
        cell: (row) => <When at={row.lastSeenAt} />,
      },
      {
        ...{ id: 'phone', title: t('phone'), optional: true, width: 160 },
        cell: (row) => row.phone ?? '–',
      },
      {
        ...{ id: 'created', title: t('created'), sortable: true, optional: true, width: 170 },
        cell: (row) => <When at={row.createdAt} />,
      },
      ...fields.map(
        (field): Column<CustomerRow> => ({
          ...{ id: `field-${field.key}`, title: texts.nameOf(field), optional: true, width: 160 },
          cell: (row) => texts.valueOf(row.fields[field.key]),
        }),
      ),
    ],
    [t, fields, texts],
  )
}

function Tags({ row }: { row: CustomerRow }) {
  const t = useTranslations('customers')
  return (
    <Group gap={4}>
      {row.blockedAt && (
        <Badge variant="light" color="red" tt="none">
          {t('blocked')}
        </Badge>
      )}
      {row.tags.map((tag) => (
        <Badge key={tag} variant="light" color="gray" tt="none">
          {tag}
        </Badge>
      ))}
    </Group>
  )
}
