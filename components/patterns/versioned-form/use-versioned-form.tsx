'use client'

import { type ReactNode, useRef, useState } from 'react'
import type { z } from 'zod'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { ConflictNotice, type RecordWords } from './conflict-notice'
import { mergeFields } from './merge-fields'

export type VersionedForm<F extends object, D extends { version: number }> = {
  /** As it was read; null = it is made now. */
  stored: D | null
  initialValues: F
  toForm: (detail: D) => F
  schema: z.ZodType<unknown, F>
  save: (values: F, version: number) => Promise<void>
  words?: RecordWords
}

/** A form over a record that others may save meanwhile: nothing of theirs or one's own is lost. */
export function useVersionedForm<F extends object, D extends { version: number }>(
  options: VersionedForm<F, D>,
) {
  const { toForm } = options
  const [base, setBase] = useState(options.stored)
  const version = useRef(options.stored?.version ?? 0)
  const server = useServerForm<F>({
    initialValues: options.initialValues,
    schema: options.schema,
    save: (values) => options.save(values, version.current),
  })
  const current =
    server.failure?.code === 'conflict' ? (server.failure.details.current as D | undefined) : undefined

  /** What stands now has changed beside the form, and the form goes on from it. */
  function adopt(detail: D): void {
    version.current = detail.version
    setBase(detail)
  }

  function settle(theirs: D, take: 'theirs' | 'mine'): void {
    const mine = merged(theirs)
    adopt(theirs)
    server.clear()
    server.form.setValues(take === 'mine' ? mine : toForm(theirs))
    server.form.resetDirty(toForm(theirs))
    if (take === 'mine') server.save(mine)
  }

  const merged = (theirs: D) =>
    base ? mergeFields(toForm(base), server.form.values, toForm(theirs)) : server.form.values
  const problem: ReactNode = current && (
    <ConflictNotice
      theirs={toForm(current)}
      mine={merged(current)}
      settle={(take) => settle(current, take)}
      words={options.words}
    />
  )
  return { server, base, adopt, problem }
}
