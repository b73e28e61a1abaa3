'use client'

import { Alert, Button, Divider } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { IconAlertCircle, IconLogin2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { findSsoOffer } from '@/components/client/auth'
import type en from '@/components/i18n/messages/en.json'
import { placeAfterSignIn } from './place-after-sign-in'

type Reason = keyof typeof en.signIn.sso.refused

/** The other way in, where there is one, and what became of the last try. */
export function SsoButton() {
  const t = useTranslations('signIn.sso')
  const alive = useMounted()
  const offer = useQuery({ queryKey: ['sso-offer'], queryFn: findSsoOffer, retry: false })
  const reason = alive ? new URLSearchParams(location.search).get('sso') : null
  const known = t.has(`refused.${reason as Reason}`) ? (reason as Reason) : 'failed'
  return (
    <>
      {reason !== null && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
          {t(`refused.${known}`)}
        </Alert>
      )}
      {alive && offer.data && (
        <>
          <Divider label={t('or')} />
          <Button
            component="a"
            href={`/api/sso/start?${new URLSearchParams({ next: placeAfterSignIn() })}`}
            variant="default"
            fullWidth
            leftSection={<IconLogin2 size={16} />}
          >
            {t('button', { name: offer.data.label })}
          </Button>
        </>
      )}
    </>
  )
}
