'use client'

import { UnstyledButton } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import classes from '../assist/assist.module.css'
import { useOffer, useTextIn } from './use-procedures'

type Props = { conversation: { id: string; lastSeq: number }; onOpen: () => void }

/** The procedure under way or the one that fits best; a click shows it beside the conversation. */
export function ProcedureHint({ conversation, onOpen }: Props) {
  const t = useTranslations('procedures.run')
  const textIn = useTextIn()
  const offer = useOffer(conversation).data
  const running = offer?.runs.find(({ state }) => state === 'running')
  const best = offer?.mayRun ? offer.offered[0] : undefined
  const names = running?.names ?? (offer?.runs.length === 0 ? best?.names : undefined)
  if (!names) return null
  return (
    <div className={classes.hint}>
      <UnstyledButton className={classes.suggestion} onClick={onOpen}>
        <IconListCheck size={14} aria-hidden />
        <span className={classes.title}>
          {t(running ? 'hintRunning' : 'hintOffered', { name: textIn(names) })}
        </span>
      </UnstyledButton>
    </div>
  )
}
