'use client'

import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { LanguageMenu } from '@/components/patterns/shell/language-menu'
import { SchemeMenu } from '@/components/patterns/shell/scheme-menu'
import { BrandMark } from '@/components/ui/brand'
import classes from './sign-in-screen.module.css'

type Props = { title: string; purpose: ReactNode; children: ReactNode }

/** The card before the console: signing in, an invitation, a forgotten password. */
export function DoorFrame({ title, purpose, children }: Props) {
  return (
    <main className={classes.page}>
      <Paper className={classes.card} withBorder>
        <Stack gap="lg">
          <Group gap="sm" wrap="nowrap" align="flex-start">
            <BrandMark size={32} />
            <div>
              <Title order={1}>{title}</Title>
              <Text size="sm" c="dimmed">
                {purpose}
              </Text>
            </div>
          </Group>
          {children}
        </Stack>
      </Paper>
      <Group gap="xs" justify="center" mt="md">
        <LanguageMenu />
        <SchemeMenu />
      </Group>
    </main>
  )
}
