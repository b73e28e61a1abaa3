'use client'

import { Badge } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { PersonState } from '@/server/modules/workforce/contract'

const colors: Record<PersonState, string> = {
  active: 'green',
  invited: 'blue',
  no_sign_in: 'gray',
  disabled: 'gray',
}

export function PersonStateBadge({ state }: { state: PersonState }) {
  const t = useTranslations('people')
  return (
    <Badge color={colors[state]} variant={state === 'disabled' ? 'outline' : 'light'}>
      {t(`state.${state}`)}
    </Badge>
  )
}
