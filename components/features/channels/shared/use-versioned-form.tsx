'use client'

import {
  useVersionedForm as useForm,
  type VersionedForm,
} from '@/components/patterns/versioned-form/use-versioned-form'
import { useRecordWords } from './use-record-words'

export function useVersionedForm<F extends object, D extends { version: number }>(
  options: VersionedForm<F, D>,
) {
  const { nameOf, show } = useRecordWords()
  return useForm<F, D>({ ...options, words: { nameOf, show } })
}
