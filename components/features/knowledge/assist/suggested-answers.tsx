'use client'

import { UnstyledButton } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconBook2 } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Asked } from './asked-of'
import classes from './assist.module.css'
import { useAnswers, useInsert } from './use-answers'

const SHOWN = 3
/** Below this a suggestion distracts more than it helps. */
const LEAST = 0.25

/** The best answers to the customer's last words; Alt with 1, 2 or 3 inserts one. */
export function SuggestedAnswers({ asked, insert }: { asked: Asked | null; insert: (text: string) => void }) {
  const t = useTranslations('knowledge.assist')
  const answers = useAnswers(asked, SHOWN)
  const use = useInsert(insert)
  const found = asked ? (answers.data ?? []).filter(({ score }) => score >= LEAST) : []
  useWindowEvent('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return
    const article = found[Number(/^Digit([1-3])$/.exec(event.code)?.[1] ?? 0) - 1]
    if (!article) return
    event.preventDefault()
    use(article)
  })
  if (found.length === 0) return null
  return (
    <section className={classes.suggested} aria-label={t('suggested')}>
      <IconBook2 size={16} stroke={1.7} aria-hidden />
      {found.map((article, at) => (
        <UnstyledButton
          key={article.id}
          className={classes.suggestion}
          onClick={() => use(article)}
          aria-label={t('insert', { title: article.title })}
          aria-keyshortcuts={`Alt+${at + 1}`}
          title={article.text.slice(0, 300)}
        >
          <kbd className={classes.key}>Alt {at + 1}</kbd>
          <span className={classes.title}>{article.title}</span>
        </UnstyledButton>
      ))}
    </section>
  )
}
