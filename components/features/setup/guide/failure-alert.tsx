'use client'

import { Alert } from '@mantine/core'
import type { Failure } from '@/components/client/failure'
import { useFailureText } from '@/components/patterns/states/failure-text'

/** What belongs to no field of the form. */
export function FailureAlert({ failure, error }: { failure: Failure | null; error: unknown }) {
  const text = useFailureText()
  if (!failure || failure.fields.length > 0) return null
  return (
    <Alert color="red" role="alert">
      {text(error)}
    </Alert>
  )
}
