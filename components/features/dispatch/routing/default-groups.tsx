'use client'

import { Select, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import classes from './routing.module.css'
import { type Routing, useMayWrite, useRefreshRouting } from './use-routing'

/** Everything else: where a channel's customers go whom no rule takes. */
export function DefaultGroups({ routing: { choices } }: { routing: Routing }) {
  const t = useTranslations('routing.defaults')
  const trpc = useTRPC()
  const mayWrite = useMayWrite()
  const refresh = useRefreshRouting()
  const text = useFailureText()
  const change = useMutation(
    trpc.dispatch.setDefaultGroup.mutationOptions({
      onSuccess: () => notifications.show({ color: 'green', message: t('saved') }),
      onError: (error) => notifications.show({ color: 'red', message: text(error) }),
      onSettled: refresh,
    }),
  )
  const channels = choices.channels.filter((channel) => !channel.disabled)
  return (
    <section className={classes.card} aria-label={t('title')}>
      <Title order={2} size="h3">
        {t('title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('hint')}
      </Text>
      <dl className={classes.defaults}>
        {channels.map(({ id, name, version, defaultGroupId, defaultGroupName }) => (
          <div key={id} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>
              {mayWrite ? (
                <Select
                  aria-label={t('groupOf', { channel: name })}
                  data={choices.groups
                    .filter((group) => !group.disabled || group.id === defaultGroupId)
                    .map((group) => ({ value: group.id, label: group.name }))}
                  value={defaultGroupId}
                  onChange={(groupId) => {
                    if (groupId && groupId !== defaultGroupId)
                      change.mutate({ channelId: id, version, groupId })
                  }}
                  disabled={change.isPending}
                  searchable
                  allowDeselect={false}
                />
              ) : (
                defaultGroupName
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
