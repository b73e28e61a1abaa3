import { Badge } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { HealthState } from '@/server/modules/operations/contract'

const looks = {
  ok: { color: 'green', icon: IconCheck },
  attention: { color: 'amber', icon: IconAlertTriangle },
  bad: { color: 'red', icon: IconX },
} as const

/** A state in a word, a colour and a sign. */
export function StateBadge({ state }: { state: HealthState }) {
  const t = useTranslations('system')
  const { color, icon: Sign } = looks[state]
  return (
    <Badge
      color={color}
      variant="light"
      leftSection={<Sign size={12} aria-hidden />}
      style={{ flexShrink: 0 }}
    >
      {t(`state.${state}`)}
    </Badge>
  )
}
