'use client'

import { useTranslations } from 'next-intl'
import type { Issue } from './validate'

/** What is wrong with a field, in the reader's language. */
export function useIssueText(): (issue: Issue) => string {
  const t = useTranslations('form.issue')
  return (issue) => {
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
