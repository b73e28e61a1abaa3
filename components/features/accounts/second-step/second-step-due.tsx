'use client'

import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { signOut } from '@/components/client/auth'
import { LanguageMenu } from '@/components/patterns/shell/language-menu'
import { SchemeMenu } from '@/components/patterns/shell/scheme-menu'
import classes from '../sign-in-screen.module.css'
import { SetUp } from './set-up'

/** A role asks for a second step: nothing else can be done until it is set up. */
export function SecondStepDue() {
  const t = useTranslations('secondStep')
  return (
    <main className={classes.page}>
      <Paper className={classes.wide} withBorder>
        <Stack gap="lg">
          <div>
            <Title order={1}>{t('dueTitle')}</Title>
            <Text c="dimmed">{t('dueHint')}</Text>
          </div>
          <SetUp onDone={() => location.reload()} />
        </Stack>
      </Paper>
      <Group gap="xs" justify="center" mt="md">
        <LanguageMenu />
        <SchemeMenu />
        <Button variant="subtle" color="gray" onClick={() => void signOut()}>
          {t('signOut')}
        </Button>
      </Group>
    </main>
  )
}
