'use client'

import { Button, CopyButton, Group, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { When } from '@/components/patterns/time/when'
import classes from './my-schedule.module.css'

/** The link under which other calendars read one's shifts; shown once, made anew or revoked at any time. */
export function FeedSection() {
  const t = useTranslations('mySchedule.feed')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const state = useQuery(trpc.schedules.getFeed.queryOptions())
  const done = {
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.schedules.getFeed.queryKey() }),
  }
  const making = useMutation(trpc.schedules.makeFeed.mutationOptions(done))
  const revoking = useMutation(trpc.schedules.revokeFeed.mutationOptions(done))
  const exists = Boolean(state.data?.createdAt)
  const link = making.data && exists ? `${location.origin}${making.data.path}` : null
  async function make() {
    const question = { title: t('againTitle'), body: t('againBody'), confirm: t('again') }
    if (!exists || (await confirm(question))) making.mutate()
  }
  async function revoke() {
    const question = { title: t('revokeTitle'), body: t('revokeBody'), confirm: t('revoke'), danger: true }
    if (await confirm(question)) revoking.mutate()
  }
  return (
    <section aria-labelledby="feed-title">
      <Title order={2} id="feed-title" className={classes.title}>
        {t('title')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('hint')}
      </Text>
      {link && (
        <Group gap="xs" mb="xs" align="end">
          <TextInput
            label={t('link')}
            description={t('once')}
            value={link}
            readOnly
            className={classes.link}
          />
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
      )}
      <Group gap="xs">
        <Button variant="default" loading={making.isPending} onClick={() => void make()}>
          {t(exists ? 'again' : 'make')}
        </Button>
        {exists && (
          <Button variant="subtle" color="red" loading={revoking.isPending} onClick={() => void revoke()}>
            {t('revoke')}
          </Button>
        )}
        {state.data?.createdAt && (
          <Text size="sm" c="dimmed">
            {t('since')} <When at={state.data.createdAt} />
          </Text>
        )}
      </Group>
    </section>
  )
}
