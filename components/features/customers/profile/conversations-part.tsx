'use client'

import { Anchor, Badge, Group, Pagination, Skeleton, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import { partPageSize } from '@/server/modules/customers/contract'
import classes from './profile.module.css'

/** Every conversation, the newest first. */
export function ConversationsPart({ id }: { id: string }) {
  const t = useTranslations('customers.past')
  const trpc = useTRPC()
  const [page, setPage] = useState(1)
  const list = useQuery(
    trpc.customers.conversations.queryOptions({ id, page }, { placeholderData: keepPreviousData }),
  )
  if (list.isError) return <FailedState error={list.error} retry={() => void list.refetch()} />
  if (!list.data)
    return (
      <Late>
        <Skeleton h={160} />
      </Late>
    )
  const { rows, total } = list.data
  if (total === 0) return <Text c="dimmed">{t('none')}</Text>
  return (
    <>
      {rows.map((row) => (
        <div key={row.id} className={classes.entry}>
          <div className={classes.entryMain}>
            <Group gap="xs">
              <Anchor component={Link} href={`/conversations/${row.id}`}>
                #{row.number}
              </Anchor>
              {row.endedAt === null && (
                <Badge size="sm" variant="light" color="green" tt="none">
                  {t('open')}
                </Badge>
              )}
              <span>{[row.channel, row.group, row.agent].filter(Boolean).join(' · ')}</span>
              {row.score !== null && <span>{t('stars', { score: row.score })}</span>}
            </Group>
            {row.excerpt && <div className={classes.excerpt}>{row.excerpt}</div>}
          </div>
          <Text size="sm" c="dimmed" component="span">
            <When at={row.createdAt} />
          </Text>
        </div>
      ))}
      {total > partPageSize && (
        <Pagination
          mt="md"
          size="sm"
          total={Math.ceil(total / partPageSize)}
          value={page}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': t(`page.${control}`) })}
        />
      )}
    </>
  )
}
