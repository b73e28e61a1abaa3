'use client'

import { VisuallyHidden } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { StatusDot } from '../status/status-dot'
import type { Suggestion, Suggestions } from './use-suggestions'
import classes from './writing.module.css'

export const LIST_ID = 'composer-suggestions'
export const optionId = (index: number) => `${LIST_ID}-${index}`

/** Above the text, so that what is being written stays where it is. */
export function SuggestionList({ suggestions }: { suggestions: Suggestions }) {
  const t = useTranslations('workspace.suggest')
  const { open, items, index, kind, loading } = suggestions
  const count = open && !loading ? t('count', { count: items.length }) : ''
  return (
    <>
      <VisuallyHidden role="status" aria-live="polite">
        {count}
      </VisuallyHidden>
      {open && (
        <div className={classes.suggestions}>
          {items.length === 0 ? (
            <p className={classes.none}>
              {loading ? t('loading') : t(kind === 'reply' ? 'noReply' : 'nobody')}
            </p>
          ) : (
            <div role="listbox" id={LIST_ID} aria-label={t(kind === 'reply' ? 'replies' : 'colleagues')}>
              {items.map((item, at) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text it completes.
                <div
                  key={item.id}
                  id={optionId(at)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={at === index}
                  className={classes.option}
                  ref={(element) => {
                    if (at === index) element?.scrollIntoView({ block: 'nearest' })
                  }}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => suggestions.pick(item)}
                >
                  <Item item={item} />
                </div>
              ))}
            </div>
          )}
        </div>
      )}
    </>
  )
}

function Item({ item }: { item: Suggestion }) {
  const t = useTranslations('workspace.suggest')
  if (item.kind === 'mention') {
    return (
      <>
        <StatusDot status={item.status ?? 'offline'} />
        <b>{item.name}</b>
      </>
    )
  }
  const { shortcut, title, text, scope } = item.reply
  return (
    <>
      <b className={classes.shortcut}>/{shortcut}</b>
      <span className={classes.replyText}>
        <b>{title}</b> <span>{text}</span>
      </span>
      <span className={classes.scope}>{t(`scope.${scope}`)}</span>
    </>
  )
}
