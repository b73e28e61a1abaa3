'use client'

import { Alert, Anchor, Skeleton, Stack } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { toFailure } from '@/components/client/failure'
import { FailedState } from '@/components/patterns/states/failed-state'
import type { LinkPurpose, LinkView } from '@/server/modules/accounts/contract'
import { DoorFrame } from '../door-frame'
import { useOneTimeLink } from './use-one-time-link'

type Props = {
  token: string
  purpose: LinkPurpose
  title: string
  purposeOf: (link: LinkView) => string
  children: (link: LinkView) => ReactNode
}

/** A page behind a one-time link: says when the link opens nothing any more, and where to go then. */
export function LinkDoor({ token, purpose, title, purposeOf, children }: Props) {
  const t = useTranslations('oneTimeLink')
  const link = useOneTimeLink(token, purpose)
  const gone = link.isError && ['not_found', 'invalid_input'].includes(toFailure(link.error).code)
  return (
    <DoorFrame title={title} purpose={link.data ? purposeOf(link.data) : ''}>
      {link.isPending && <Skeleton h={160} />}
      {link.isError && !gone && <FailedState error={link.error} retry={() => void link.refetch()} />}
      {gone && (
        <Stack gap="md">
          <Alert color="amber" icon={<IconAlertCircle size={18} />} role="alert">
            {t(`gone.${purpose}`)}
          </Alert>
          <Anchor component={Link} href="/sign-in" size="sm">
            {t('toSignIn')}
          </Anchor>
        </Stack>
      )}
      {link.data && children(link.data)}
    </DoorFrame>
  )
}
