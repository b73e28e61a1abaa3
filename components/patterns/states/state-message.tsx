import { Stack, Text, Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type Props = { icon: Icon; title: string; hint?: ReactNode; action?: ReactNode; role?: 'alert' | 'status' }

/** What a page or a table shows instead of its content: one sentence, and what can be done. */
export function StateMessage({ icon: Picture, title, hint, action, role }: Props) {
  return (
    <Stack align="center" gap="xs" p="xl" ta="center" role={role}>
      <Picture size={28} stroke={1.4} color="var(--swy-text-quiet)" aria-hidden />
      <Title order={2}>{title}</Title>
      {hint && (
        <Text c="dimmed" maw={440} component="div">
          {hint}
        </Text>
      )}
      {action && <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  )
}
