'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { nameIn } from '../names'
import type { Step } from '../timeline/steps'
import classes from './log.module.css'

/** A thin line: what happened beside the messages. */
export function StepLine({ step }: { step: Step }) {
  const t = useTranslations('workspace.step')
  const results = useTranslations('workspace.call.result')
  const format = useFormatter()
  const locale = useLocale()
  const values = {
    agent: step.agent ?? '',
    group: step.group ?? '',
    by: step.by ?? '',
    score: step.score ?? 0,
    category: nameIn(step.category, locale),
    what: step.what ?? '',
    until: step.until
      ? format.dateTime(new Date(step.until), { dateStyle: 'medium', timeStyle: 'short' })
      : '',
    result: step.result ? results(`${step.result as 'reached'}`) : '',
  }
  const date = new Date(step.at)
  return (
    <div className={classes.step}>
      <span>
        {t(`${step.kind}`, values)}
        {step.note && <q>{step.note}</q>}{' '}
        <time dateTime={step.at} title={format.dateTime(date, { dateStyle: 'full', timeStyle: 'medium' })}>
          {format.dateTime(date, { hour: '2-digit', minute: '2-digit' })}
        </time>
      </span>
    </div>
  )
}
