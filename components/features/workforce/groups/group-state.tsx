'use client'

import { Badge } from '@mantine/core'
import { IconCircleCheck, IconCircleOff, IconPlayerPause } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { GroupState } from '@/server/modules/workforce/contract'

const looks = {
  active: { color: 'blue', icon: IconCircleCheck },
  paused: { color: 'amber', icon: IconPlayerPause },
  disabled: { color: 'gray', icon: IconCircleOff },
}

export function GroupStateBadge({ state }: { state: GroupState }) {
  const t = useTranslations('groups')
  const { color, icon: Picture } = looks[state]
  return (
    <Badge color={color} variant="light" radius="sm" tt="none" fw={400} leftSection={<Picture size={12} />}>
      {t(`state.${state}`)}
    </Badge>
  )
}
