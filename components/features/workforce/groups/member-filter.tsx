'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { AgentPicker } from './agent-picker'

type Props = { memberId: string | null; onChange: (id: string | null) => void }

/** Only groups that this agent is a member of. */
export function MemberFilter({ memberId, onChange }: Props) {
  const t = useTranslations('groups')
  const [name, setName] = useState<string>()
  return (
    <AgentPicker
      label={t('memberFilter')}
      value={memberId}
      valueName={memberId ? (name ?? t('memberChosen')) : undefined}
      onChange={(agent) => {
        setName(agent?.name)
        onChange(agent?.id ?? null)
      }}
      clearable
      width={200}
    />
  )
}
