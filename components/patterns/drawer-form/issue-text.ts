'use client'

import { useTranslations } from 'next-intl'
import type en from '@/components/i18n/messages/en.json'
import type { Issue } from './validate'

type Custom = keyof typeof en.form.issue.custom

/** What is wrong with a field, in the reader's language. A rule of a contract's own is named by its message. */
export function useIssueText(): (issue: Issue) => string {
  const t = useTranslations('form.issue')
  return (issue) => {
    if (t.has(`custom.${issue.message as Custom}`)) return t(`custom.${issue.message as Custom}`)
    if (issue.code === 'too_small') {
      const least = Number(issue.minimum)
      if (issue.origin === 'string') return least <= 1 ? t('missing') : t('shorter', { least })
      return t('below', { least })
    }
    if (issue.code === 'too_big') {
      const most = Number(issue.maximum)
      return issue.origin === 'string' ? t('longer', { most }) : t('above', { most })
    }
    return issue.code === 'invalid_type' ? t('missing') : t('other')
  }
}
