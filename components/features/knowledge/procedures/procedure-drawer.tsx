'use client'

import { Drawer, Skeleton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import type { ProcedureInput, ProcedureView } from '@/server/modules/knowledge/contract'
import { emptyForm, fromForm, type Language, type ProcedureForm, procedureForm, toForm } from './form-values'
import { ProcedureEffect } from './procedure-effect'
import { ProcedureFields } from './procedure-fields'

type Props = {
  /** null = a new one. */
  id: string | null
  /** Where a new one begins from. */
  copyOf: string | null
  onClose: () => void
}

/** Reads the procedure first, so that the form starts from what stands now. */
export function ProcedureDrawer({ id, copyOf, onClose }: Props) {
  const t = useTranslations('procedures')
  const trpc = useTRPC()
  const wanted = id ?? copyOf
  const procedure = useQuery({
    ...trpc.procedures.get.queryOptions({ id: wanted ?? '' }),
    enabled: wanted !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (wanted === null) return <Editor stored={null} from={emptyForm()} onClose={onClose} />
  if (procedure.data && id === null)
    return <Editor stored={null} from={copied(procedure.data.procedure)} onClose={onClose} />
  if (procedure.data) {
    // Key: after a publication or an earlier version the form begins anew.
    return <Editor key={procedure.data.version} stored={procedure.data} onClose={onClose} />
  }
  return (
    <Drawer opened onClose={onClose} position="right" size={960} title={t('title')}>
      {procedure.isError ? (
        <FailedState error={procedure.error} retry={() => void procedure.refetch()} />
      ) : (
        <Late>
          <Skeleton h={240} />
        </Late>
      )}
    </Drawer>
  )
}

function copied(procedure: ProcedureInput): ProcedureForm {
  const { en, zh } = procedure.names
  return { ...toForm(procedure), names: { en: en && `${en} 2`, zh: zh && `${zh} 2` } }
}

type Stored = ProcedureInput & { id: string; version: number }
type EditorProps = { stored: ProcedureView | null; from?: ProcedureForm; onClose: () => void }

function Editor({ stored, from, onClose }: EditorProps) {
  const words = useFieldWords()
  const t = useTranslations('procedures')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [language, setLanguage] = useState<Language>(stored && stored.procedure.names.en === '' ? 'zh' : 'en')
  const { server, problem } = useVersionedForm<ProcedureForm, Stored>({
    ...{ toForm, words },
    stored: stored && { ...stored.procedure, id: stored.id, version: stored.version },
    initialValues: stored ? toForm(stored.procedure) : (from ?? emptyForm()),
    schema: procedureForm,
    save: async (values, version) => {
      const procedure = fromForm(values)
      if (stored) await client.procedures.update.mutate({ id: stored.id, version, procedure })
      else await client.procedures.create.mutate(procedure)
      await queries.invalidateQueries(trpc.procedures.pathFilter())
      notifications.show({
        color: 'green',
        message: t('saved', { name: values.names.en || values.names.zh }),
      })
      onClose()
    },
  })
  return (
    <DrawerForm
      title={stored ? stored.name : t('new')}
      onClose={onClose}
      server={server}
      problem={problem}
      effect={<ProcedureEffect steps={server.form.values.steps} stored={stored} onDone={onClose} />}
    >
      <ProcedureFields
        form={server.form}
        language={language}
        onLanguage={setLanguage}
        ownId={stored?.id ?? null}
      />
    </DrawerForm>
  )
}
