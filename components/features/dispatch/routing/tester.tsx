'use client'

import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import type { PreviewDraft } from '@/server/modules/dispatch/contract'
import classes from './routing.module.css'
import { previewInputOf, type TestCustomer } from './test-customer'
import { TesterFields } from './tester-fields'
import { TesterResult } from './tester-result'
import type { Routing } from './use-routing'

type Props = {
  routing: Routing
  customer: TestCustomer
  onChange: (customer: TestCustomer) => void
  /** A rule as it stands in a form. */
  draft?: PreviewDraft['draft']
}

/** "A customer like this goes where, and why?" Asks with every change, and changes nothing. */
export function Tester({ routing, customer, onChange, draft }: Props) {
  const t = useTranslations('routing.tester')
  const client = useTRPCClient()
  const asked = useMemo(() => previewInputOf(customer, draft), [customer, draft])
  const [input] = useDebouncedValue(asked, 250)
  const preview = useQuery({
    // Below the module's own path, so that every change of routing asks anew.
    queryKey: [['dispatch', 'preview'], { input }],
    queryFn: () => client.dispatch.preview.mutate(input),
    enabled: input.channelKey !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h3">
          {t('title')}
        </Title>
        <Text size="sm" c="dimmed">
          {t(draft ? 'draftHint' : 'hint')}
        </Text>
      </div>
      <TesterFields routing={routing} customer={customer} onChange={onChange} />
      <div aria-live="polite" className={preview.isPlaceholderData ? classes.stale : undefined}>
        {preview.isError ? (
          <FailedState error={preview.error} retry={() => void preview.refetch()} />
        ) : preview.data ? (
          <TesterResult result={preview.data} />
        ) : (
          input.channelKey !== '' && <Skeleton h={120} />
        )}
      </div>
    </Stack>
  )
}
