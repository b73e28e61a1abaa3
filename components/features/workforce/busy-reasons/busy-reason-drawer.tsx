'use client'

import { Stack, Switch, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { z } from 'zod'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import { type BusyReasonView, createBusyReasonInput } from '@/server/modules/workforce/contract'

type Values = { key: string; names: { en: string; zh: string }; offered: boolean }

/** Both names are asked for here: the console speaks both languages. */
const shape = z.object({
  key: createBusyReasonInput.shape.key,
  names: z.object({
    en: z.string().trim().min(1).max(60),
    zh: z.string().trim().min(1).max(60),
  }),
  offered: z.boolean(),
})

const fresh: Values = { key: '', names: { en: '', zh: '' }, offered: true }

const toForm = ({ key, names, disabled }: BusyReasonView): Values => ({
  ...{ key, names: { en: names.en ?? '', zh: names.zh ?? '' }, offered: !disabled },
})

type Props = { reason: BusyReasonView | null; copy: boolean; onClose: () => void }

export function BusyReasonDrawer({ reason: source, copy, onClose }: Props) {
  const reason = copy ? null : source
  const t = useTranslations('busyReasons')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const words = useFieldWords()
  const { server, problem } = useVersionedForm<Values, BusyReasonView>({
    ...{ stored: reason, toForm, words, schema: shape },
    initialValues: source
      ? { ...toForm(source), ...(copy && { key: `${source.key}_2`, offered: true }) }
      : fresh,
    save: async ({ key, names, offered }, version) => {
      if (reason) {
        const { id } = reason
        await client.workforce.updateBusyReason.mutate({ id, version, names, disabled: !offered })
      } else await client.workforce.createBusyReason.mutate({ key, names })
      await queries.invalidateQueries(trpc.workforce.listBusyReasons.queryFilter())
      onClose()
    },
  })
  const { form } = server
  return (
    <DrawerForm
      title={reason ? t('editTitle') : t('new')}
      onClose={onClose}
      server={server}
      problem={problem}
    >
      <Stack gap="md">
        <TextInput label={t('nameEn')} required {...form.getInputProps('names.en')} />
        <TextInput label={t('nameZh')} required {...form.getInputProps('names.zh')} />
        <TextInput
          label={t('key')}
          description={t('keyHint')}
          required
          disabled={reason !== null}
          {...form.getInputProps('key')}
        />
        {reason && <Switch label={t('offered')} {...form.getInputProps('offered', { type: 'checkbox' })} />}
      </Stack>
    </DrawerForm>
  )
}
