import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Finding, OutboxKind } from '@/server/modules/operations/contract'
import classes from './system.module.css'
import { useAmounts } from './use-amounts'

/** Codes whose number is a time. */
const times: readonly Finding['code'][] = [
  ...(['old_transaction', 'replica_late', 'process_silent', 'job_waits'] as const),
  ...(['loop_stalled', 'timers_late', 'outbox_waits'] as const),
]

/** What is not well, worst first, and what to do about it. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const t = useTranslations('system')
  const { seconds, number } = useAmounts(0)
  if (findings.length === 0) return null
  return (
    <ul className={classes.findings} aria-label={t('findings')}>
      {findings.map(({ part, code, state, subject, value }) => {
        const which = part === 'outbox' ? t(`kind.${subject as OutboxKind}`) : (subject ?? '')
        const amount = times.includes(code) ? seconds(value) : number(value)
        return (
          <li key={`${code} ${subject}`}>
            <Alert
              color={state === 'bad' ? 'red' : 'amber'}
              icon={state === 'bad' ? <IconX size={18} /> : <IconAlertTriangle size={18} />}
              title={`${t(`part.${part}`)}: ${t(`finding.${code}`, { subject: which, value: amount, count: value })}`}
            >
              <Text size="sm">{t(`action.${code}`)}</Text>
            </Alert>
          </li>
        )
      })}
    </ul>
  )
}
