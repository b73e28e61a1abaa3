'use client'

import { Text } from '@mantine/core'
import { useModals } from '@mantine/modals'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

type Question = {
  title: string
  /** What will happen to what, and whether it can be undone. */
  body: ReactNode
  /** The verb: "Delete", never "OK". */
  confirm: string
  cancel?: string
  danger?: boolean
}

/** Asks before an act that somebody might regret. Resolves to false when the dialog is left in any way. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  const modals = useModals()
  const t = useTranslations('form')
  return ({ title, body, confirm, cancel, danger }) =>
    new Promise((resolve) => {
      modals.openConfirmModal({
        title,
        children: (
          <Text size="md" component="div">
            {body}
          </Text>
        ),
        labels: { confirm, cancel: cancel ?? t('cancel') },
        confirmProps: { color: danger ? 'red' : 'blue', 'data-autofocus': true },
        closeButtonProps: { 'aria-label': t('close') },
        onConfirm: () => resolve(true),
        onClose: () => resolve(false),
      })
    })
}
