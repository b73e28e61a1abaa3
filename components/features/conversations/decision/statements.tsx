'use client'

import { useTranslations } from 'next-intl'
import type { DecisionView } from '@/server/http/v1/contract'
import classes from './decision.module.css'
import { useStatementParams } from './statement-params'

type Said = DecisionView['statements'][number]

/** What belongs to the story itself; rules that did not match and who was left out come under "not considered". */
const isAside = ({ key }: Said) =>
  key === 'rule.failed' ||
  key === 'rule.disabled' ||
  key.startsWith('notConsidered') ||
  key.startsWith('omitted')

/** The decision, told. */
export function Statements({ statements }: { statements: Said[] }) {
  const t = useTranslations('workspace.why')
  const story = statements.filter((said) => !isAside(said) && said.key !== 'config')
  const asides = statements.filter(isAside)
  const config = statements.find(({ key }) => key === 'config')
  return (
    <>
      <ul className={classes.story}>
        {story.map((said, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record never changes.
          <Sentence key={index} said={said} />
        ))}
      </ul>
      {asides.length > 0 && (
        <details className={classes.asides}>
          <summary>{t('notConsidered', { count: asides.length })}</summary>
          <ul className={classes.story}>
            {asides.map((said, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a record never changes.
              <Sentence key={index} said={said} />
            ))}
          </ul>
        </details>
      )}
      {config && (
        <ul className={classes.version}>
          <Sentence said={config} />
        </ul>
      )}
    </>
  )
}

const emphasis = { b: (chunks: React.ReactNode) => <b>{chunks}</b> }

function Sentence({ said }: { said: Said }) {
  const explain = useTranslations('dispatch.explain')
  const params = useStatementParams()
  // `omitted` has parts of its own below it, so the sentence itself stands one step lower.
  const key = (said.key === 'omitted' ? 'omitted.count' : said.key) as 'hold'
  return <li>{explain.rich(`${key}`, { ...params(said.params), ...emphasis })}</li>
}
