'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { CandidateView } from '@/server/modules/dispatch/contract'
import { StatusDot } from '../status/status-dot'
import classes from './decision.module.css'

type Props = { candidates: CandidateView[]; winnerId: string | null }

/** Everybody who was compared, with a bar for the product that decided. */
export function Candidates({ candidates, winnerId }: Props) {
  const t = useTranslations('workspace.why.table')
  const causes = useTranslations('dispatch.cause')
  const status = useTranslations('workspace.status.name')
  const format = useFormatter()
  const most = Math.max(...candidates.map(({ product }) => product), 0)
  const number = (value: number) => format.number(value, { maximumFractionDigits: 3 })
  return (
    <table className={classes.table}>
      <caption>{t('caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('agent')}</th>
          <th scope="col">{t('places')}</th>
          <th scope="col">{t('quality')}</th>
          <th scope="col">{t('product')}</th>
        </tr>
      </thead>
      <tbody>
        {candidates.map((candidate) => (
          <tr key={candidate.agentId} data-winner={candidate.agentId === winnerId || undefined}>
            <th scope="row">
              <span className={classes.agent} title={status(`${candidate.status}`)}>
                <StatusDot status={candidate.status} /> {candidate.name}
              </span>
              {candidate.excluded && (
                <span className={classes.excluded}>{causes(`${candidate.excluded}`)}</span>
              )}
            </th>
            <td>{t('free', { free: candidate.basis.free, limit: candidate.basis.limit })}</td>
            <td>{number(candidate.qualityShare)}</td>
            <td>
              {number(candidate.product)}
              <span className={classes.track} aria-hidden>
                <span
                  className={classes.bar}
                  style={{ width: most > 0 ? `${(Math.max(0, candidate.product) / most) * 100}%` : 0 }}
                />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
