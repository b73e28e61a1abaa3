'use client'

import { IconCircle, IconCircleFilled, IconCircleMinus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'

const looks = {
  online: { icon: IconCircleFilled, color: 'var(--mantine-color-blue-6)' },
  busy: { icon: IconCircleMinus, color: 'var(--swy-text-late)' },
  offline: { icon: IconCircle, color: 'var(--swy-text-quiet)' },
}

/** Shape and colour both say it. */
export function AgentStatusDot({ status }: { status: keyof typeof looks }) {
  const t = useTranslations('groups')
  const { icon: Picture, color } = looks[status]
  const label = t(`agentStatus.${status}`)
  return (
    <span title={label} style={{ display: 'inline-flex', flex: 'none' }}>
      <Picture size={12} color={color} role="img" aria-label={label} />
    </span>
  )
}
