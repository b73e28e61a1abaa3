'use client'

import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import type { z } from 'zod'
import { type Failure, toFailure } from '@/components/client/failure'
import { useFieldText } from '../states/failure-text'
import { useIssueText } from './issue-text'
import { type FormErrors, validateWith } from './validate'

export type ServerForm<V extends object> = {
  form: UseFormReturnType<V>
  submit: (event?: React.FormEvent<HTMLFormElement>) => void
  /** Saves these values without asking the form. */
  save: (values: V) => void
  saving: boolean
  /** What belongs to no field; cleared by the next attempt. */
  failure: Failure | null
  error: unknown
  /** Forgets the last failure. */
  clear: () => void
}

type Options<V extends object> = {
  initialValues: V
  schema: z.ZodType<unknown, V>
  save: (values: V) => Promise<void>
}

/** A form whose rules are the contract's, and whose server errors land on their fields. */
export function useServerForm<V extends object>({ initialValues, schema, save }: Options<V>): ServerForm<V> {
  const fieldText = useFieldText()
  const issueText = useIssueText()
  const form = useForm<V>({
    initialValues,
    validate: validateWith(schema, issueText),
    validateInputOnBlur: true,
  })
  const saving = useMutation({
    mutationFn: save,
    onError: (error) => {
      const errors: FormErrors = {}
      for (const field of toFailure(error).fields) errors[field.path] ??= fieldText(field)
      form.setErrors(errors)
      focusFirst(errors)
    },
  })
  return {
    form,
    submit: form.onSubmit((values) => saving.mutate(values), focusFirst),
    save: saving.mutate,
    saving: saving.isPending,
    failure: saving.isError ? toFailure(saving.error) : null,
    error: saving.error,
    clear: saving.reset,
  }
}

function focusFirst(errors: FormErrors | Record<string, unknown>): void {
  const first = Object.keys(errors)[0]
  if (first) document.querySelector<HTMLElement>(`[data-path="${CSS.escape(first)}"]`)?.focus()
}
