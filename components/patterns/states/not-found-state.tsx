'use client'

import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { StateMessage } from './state-message'

export function NotFoundState() {
  const t = useTranslations('states')
  return (
    <StateMessage
      icon={IconMapOff}
      title={t('notFound')}
      hint={t('notFoundHint')}
      action={
        <Button component={Link} href="/">
          {t('home')}
        </Button>
      }
    />
  )
}
