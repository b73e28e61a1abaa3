'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useMine } from './list/use-lists'

/** "(3) Workspace": how many wait for a reply, in the title of the tab. */
export function useTitleCount(): void {
  const t = useTranslations('workspace')
  const { sections } = useMine()
  const waiting = sections.find(({ key }) => key === 'yours')?.ids.length ?? 0
  const title = t('title')
  useEffect(() => {
    const plain = document.title.replace(/^\(\d+\) /, '') || title
    document.title = waiting > 0 ? `(${waiting}) ${plain}` : plain
  }, [waiting, title])
}
