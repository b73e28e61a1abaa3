'use client'

import { Stack, Title } from '@mantine/core'
import { IconCircleCheck, IconCircleOff, IconCircleX } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Candidates } from '@/components/features/conversations/decision/candidates'
import { Statements } from '@/components/features/conversations/decision/statements'
import type { DispatchDecision, RuleTrace } from '@/server/modules/dispatch/contract'
import classes from './routing.module.css'

type Props = { result: { decision: DispatchDecision; statements: Statement[] } }
type Statement = { key: string; params: Record<string, unknown> }

/** The outcome first, then which rule it was and why not the others, then the whole decision. */
export function TesterResult({ result: { decision, statements } }: Props) {
  const t = useTranslations('routing.result')
  const { candidates, winner, rules } = decision
  return (
    <Stack gap="md">
      <div className={classes.outcome}>{useOutcome(decision)}</div>
      {rules.length > 0 && (
        <section aria-label={t('rules')}>
          <Title order={3} fz="sm" mb={6}>
            {t('rules')}
          </Title>
          <ol className={classes.trace}>
            {rules.map((rule) => (
              <Trace key={rule.ruleId} rule={rule} />
            ))}
          </ol>
        </section>
      )}
      <section aria-label={t('why')}>
        <Title order={3} fz="sm" mb={6}>
          {t('why')}
        </Title>
        <Statements statements={statements} />
      </section>
      {candidates.length > 0 && <Candidates candidates={candidates} winnerId={winner?.agentId ?? null} />}
    </Stack>
  )
}

function useOutcome({ outcome, winner, receiver, groupName, ruleGroup }: DispatchDecision): string {
  const t = useTranslations('routing.result')
  const group = groupName ?? ruleGroup.name ?? '–'
  if (outcome === 'assign') return t('assign', { group, agent: winner?.name ?? '–' })
  if (outcome === 'offline') return t('offline', { group, agent: receiver?.name ?? '–' })
  return outcome === 'queue' ? t('queue', { group }) : t('unassigned', { group })
}

const looks = {
  matched: { icon: IconCircleCheck, color: 'var(--swy-text-good)' },
  failed: { icon: IconCircleX, color: 'var(--swy-text-quiet)' },
  disabled: { icon: IconCircleOff, color: 'var(--swy-text-quiet)' },
}

function Trace({ rule }: { rule: RuleTrace }) {
  const t = useTranslations('routing.result')
  const conditions = useTranslations('dispatch.condition')
  const format = useFormatter()
  const { icon: Picture, color } = looks[rule.result]
  const failed = format.list(rule.failed.map((condition) => conditions(`${condition}`)))
  return (
    <li>
      <Picture size={16} color={color} aria-hidden />
      <span>
        <b>{rule.name}</b>{' '}
        {rule.result === 'failed' ? t('failed', { conditions: failed }) : t(`is.${rule.result}`)}
      </span>
    </li>
  )
}
