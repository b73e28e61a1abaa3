'use client'

import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useFailureText } from '@/components/patterns/states/failure-text'

type Props = {
  title: string
  submit: string
  onClose: () => void
  onSubmit: () => void
  error: unknown
  saving: boolean
  ready: boolean
  size?: 'md' | 'lg'
  /** Something inside is open that Escape closes first. */
  holdsEscape?: boolean
  children: ReactNode
}

/** A small form in a dialog: what it asks, why it was refused, and one verb. */
export function FormDialog(props: Props) {
  const { title, submit, onClose, onSubmit, error, saving, ready, size = 'md', children } = props
  const t = useTranslations('form')
  const failure = useFailureText()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeOnEscape={!props.holdsEscape}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !saving) onSubmit()
        }}
      >
        {children}
        {error ? (
          <Text role="alert" mt="xs" size="sm" c="var(--swy-text-failed)">
            {failure(error)}
          </Text>
        ) : null}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={saving} disabled={!ready}>
            {submit}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
