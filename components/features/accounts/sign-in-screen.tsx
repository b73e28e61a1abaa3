'use client'

import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LanguageMenu } from '@/components/patterns/shell/language-menu'
import { SchemeMenu } from '@/components/patterns/shell/scheme-menu'
import { Logo } from '@/components/ui/logo'
import { SignInForm } from './sign-in-form'
import classes from './sign-in-screen.module.css'
import { SsoButton } from './sso-button'

export function SignInScreen() {
  const t = useTranslations('signIn')
  return (
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
  )
}
