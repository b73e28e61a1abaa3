'use client'

import { Skeleton } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { FailedState } from '@/components/patterns/states/failed-state'
import { StateMessage } from '@/components/patterns/states/state-message'
import type { DecisionView } from '@/server/http/v1/contract'
import type { View } from '../live/live-state'
import { Candidates } from './candidates'
import classes from './decision.module.css'
import { Statements } from './statements'
import { useDecisions } from './use-decisions'

/** "Why this agent?": every decision about the conversation, the latest first. */
export function WhyPanel({ view }: { view: View }) {
  const t = useTranslations('workspace.why')
  const decisions = useDecisions(view)
  if (decisions.isError) return <FailedState error={decisions.error} retry={() => void decisions.refetch()} />
  if (!decisions.data) return <Skeleton height={200} />
  if (decisions.data.length === 0) return <StateMessage icon={IconRoute} title={t('none')} />
  return (
    <div className={classes.decisions}>
      {decisions.data.toReversed().map((decision) => (
        <One key={decision.id} decision={decision} />
      ))}
    </div>
  )
}

function One({ decision }: { decision: DecisionView }) {
  const t = useTranslations('workspace.why')
  const format = useFormatter()
  const { candidates, winner } = decision.decision
  return (
    <article>
      <h3 className={classes.when}>
        {t(`kind.${decision.kind as 'assign'}`)}
        <time dateTime={decision.at}>
          {format.dateTime(new Date(decision.at), {
            month: 'short',
            day: 'numeric',
            hour: '2-digit',
            minute: '2-digit',
            second: '2-digit',
          })}
        </time>
      </h3>
      <Statements statements={decision.statements} />
      {candidates.length > 0 && <Candidates candidates={candidates} winnerId={winner?.agentId ?? null} />}
    </article>
  )
}
