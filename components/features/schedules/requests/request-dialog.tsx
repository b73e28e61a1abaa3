'use client'

import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import { useRefusalText } from './use-request-text'

type Props = {
  title: string
  submit: string
  onClose: () => void
  onSubmit: () => void
  error: unknown
  saving: boolean
  ready: boolean
  children: ReactNode
}

/** A dialog whose refusals are said in the words of requests. */
export function RequestDialog({ error, children, ...rest }: Props) {
  const refusal = useRefusalText()
  return (
    <FormDialog {...rest} error={null}>
      {children}
      {error ? (
        <Text role="alert" mt="xs" size="sm" c="var(--swy-text-failed)">
          {refusal(error)}
        </Text>
      ) : null}
    </FormDialog>
  )
}
