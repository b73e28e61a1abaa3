'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { useProductName } from '@/components/ui/brand'
import { DoorFrame } from './door-frame'
import { SignInForm } from './sign-in-form'

<<<<<<< HEAD
=======

import classes from './sign-in-screen.module.css'
import { SsoButton } from './sso-button'

>>>>>>> access4

export function SignInScreen() {
  const t = useTranslations('signIn')
  return (
<<<<<<< HEAD
    <DoorFrame title={useProductName()} purpose={t('purpose')}>
      <SignInForm />
      <Anchor component={Link} href="/forgot-password" size="sm">
        {t('forgot')}
      </Anchor>
    </DoorFrame>
=======
    <main className={classes.page}>
      <Paper className={classes.card} withBorder>
        <Stack gap="lg">
          <Group gap="sm">
            <Logo size={32} />
            <div>
              <Title order={1}>Switchyard</Title>
              <Text size="sm" c="dimmed">
                {t('purpose')}
              </Text>
            </div>
          </Group>
          <SignInForm />
          <SsoButton />
        </Stack>
      </Paper>
      <Group gap="xs" justify="center" mt="md">
        <LanguageMenu />
        <SchemeMenu />
      </Group>
    </main>
>>>>>>> access4
  )
}
