'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useProductName } from '@/components/ui/brand'
import { DoorFrame } from './door-frame'
import { SignInForm } from './sign-in-form'
import { SsoButton } from './sso-button'

export function SignInScreen() {
  const t = useTranslations('signIn')
  return (
    <DoorFrame title={useProductName()} purpose={t('purpose')}>
      <SignInForm />
      <Anchor component={Link} href="/forgot-password" size="sm">
        {t('forgot')}
      </Anchor>
      <SsoButton />
    </DoorFrame>
  )
}
