import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = { title: string; hint?: string; children: ReactNode }

/** A named part of a long form. */
export function Section({ title, hint, children }: Props) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <div>
        <Title order={3} mt="xs">
          {title}
        </Title>
        {hint && (
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  )
}
