import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = {
  title: string
  hint?: string
  /** Of its heading: below a drawer's title, or below the page's. */
  order?: 2 | 3
  children: ReactNode
}

/** A named part of a long form. */
export function Section({ title, hint, order = 3, children }: Props) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <div>
        <Title order={order} size="h3" mt="xs">
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
