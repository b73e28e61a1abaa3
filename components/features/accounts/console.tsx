'use client'

import { Center, Loader } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { MeProvider, useMe } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { StoreLocale } from '@/components/i18n/change-locale'
import { ConsoleShell } from '@/components/patterns/shell/console-shell'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { SecondStepDue } from './second-step/second-step-due'
import { ViewBanner } from './view-as/view-banner'

type Props = { statusSwitch?: ReactNode; bell?: ReactNode; children: ReactNode }

/** Everything behind sign-in. `statusSwitch` is for those who receive conversations, `bell` tells of all that asks for a person. */
export function Console({ statusSwitch, bell, children }: Props) {
  const trpc = useTRPC()
  const store = useMutation(trpc.accounts.setLocale.mutationOptions())
  return (
    <MeProvider waiting={<Waiting />} failed={(error, retry) => <FailedState error={error} retry={retry} />}>
      <StoreLocale.Provider value={(locale) => store.mutate({ locale })}>
        <Inside statusSwitch={statusSwitch} bell={bell}>
          {children}
        </Inside>
      </StoreLocale.Provider>
    </MeProvider>
  )
}

/** A second step that is due comes before anything else; a view says that it is one. */
function Inside({ statusSwitch, bell, children }: Props) {
  const { viewing, secondStepDue, roles } = useMe()
  if (secondStepDue) return <SecondStepDue />
  return (
    <ConsoleShell
      statusSwitch={statusSwitch}
      bell={bell}
      banner={viewing && <ViewBanner viewing={viewing} roles={roles} />}
    >
      {children}
    </ConsoleShell>
  )
}

function Waiting() {
  const t = useTranslations('states')
  return (
    <Late>
      <Center h="100dvh">
        <Loader size="sm" aria-label={t('loading')} />
      </Center>
    </Late>
  )
}
