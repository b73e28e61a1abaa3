'use client'

import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { SignInSettingsForm } from './sign-in-settings-form'

/** Second step and single sign-on for everybody. */
export function SignInSettingsScreen() {
  const t = useTranslations('signInSettings')
  const trpc = useTRPC()
  const view = useQuery(trpc.accounts.getSignInSettings.queryOptions())
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      {view.data ? (
        <SignInSettingsForm key={JSON.stringify(view.data.settings)} view={view.data} />
      ) : view.isError ? (
        <FailedState error={view.error} retry={() => void view.refetch()} />
      ) : (
        <Late>
          <Skeleton height={320} />
        </Late>
      )}
    </Page>
  )
}
