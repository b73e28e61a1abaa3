'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TagsField } from '@/components/patterns/fields/tags-field'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { View } from '../live/live-state'
import { workApi } from './work-api'

type Props = { view: View; onClose: () => void; onDone: (view: View) => void }

export function TagDialog({ view, onClose, onDone }: Props) {
  const t = useTranslations('workspace.tags')
  const [tags, setTags] = useState(view.tags)
  const [typed, setTyped] = useState('')
  const used = useQuery({
    queryKey: ['workspace', 'tags'],
    queryFn: async () => (await workApi.tags('')).items.map(({ tag }) => tag),
    staleTime: 30_000,
  })
  const save = useMutation({
    mutationFn: () => {
      const wanted = typed.trim() ? [...tags, typed.trim()] : tags
      return workApi.tag(view.id, {
        add: wanted.filter((tag) => !view.tags.includes(tag)),
        remove: view.tags.filter((tag) => !wanted.includes(tag)),
      })
    },
    onSuccess: (after) => {
      onDone(after)
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('title')}
      submit={t('submit')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      error={save.error}
      saving={save.isPending}
      ready
    >
      <TagsField
        data-autofocus
        label={t('label')}
        description={t('hint')}
        data={used.data ?? []}
        value={tags}
        onChange={setTags}
        searchValue={typed}
        onSearchChange={(value) => setTyped(value.slice(0, 40))}
        maxTags={20}
        clearable
        comboboxProps={{ withinPortal: true }}
      />
    </FormDialog>
  )
}
