'use client'

import { ActionIcon, Button, Group, Menu, Modal, TextInput } from '@mantine/core'
import { IconArrowUp, IconBookmark, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { SavedView } from '@/server/http/v1/work-contract'
import { viewsApi } from './views-api'

type Kept = Record<string, unknown>
type Props = {
  /** Whose views these are; a screen sees only its own. */
  screen: string
  /** What would be kept now; null: nothing worth keeping. */
  present: Kept | null
  onChoose: (view: Kept) => void
}

const keyOf = (screen: string) => ['saved-views', screen]

function useViews(screen: string) {
  return useQuery({
    queryKey: keyOf(screen),
    queryFn: async () => (await viewsApi.list(screen)).items,
    staleTime: 60_000,
  })
}

/** Filters one keeps under a name. */
export function SavedViewsMenu({ screen, present, onChoose }: Props) {
  const t = useTranslations('savedViews')
  const views = useViews(screen)
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null)
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon size="lg" aria-label={t('title')} title={t('title')}>
            <IconBookmark size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('title')}</Menu.Label>
          {views.data?.length === 0 && <Menu.Label>{t('none')}</Menu.Label>}
          {views.data?.map((saved) => (
            <Menu.Item key={saved.id} onClick={() => onChoose(saved.view)}>
              {saved.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {/* Never off altogether: where nothing can take the focus, Escape closes nothing. */}
          <Menu.Item
            data-disabled={present === null || undefined}
            aria-disabled={present === null}
            onClick={present === null ? undefined : () => setDialog('save')}
          >
            {t('save')}
          </Menu.Item>
          <Menu.Item disabled={!views.data?.length} onClick={() => setDialog('manage')}>
            {t('manage')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' && (
        <NameDialog screen={screen} saved={null} view={present ?? {}} onClose={() => setDialog(null)} />
      )}
      {dialog === 'manage' && (
        <ManageDialog screen={screen} views={views.data ?? []} onClose={() => setDialog(null)} />
      )}
    </>
  )
}

type Named = { screen: string; saved: SavedView | null; view: Kept; onClose: () => void }

function NameDialog({ screen, saved, view, onClose }: Named) {
  const t = useTranslations('savedViews')
  const client = useQueryClient()
  const [name, setName] = useState(saved?.name ?? '')
  const save = useMutation({
    mutationFn: async () => {
      await viewsApi.save(saved?.id ?? null, { screen, name: name.trim(), view: saved?.view ?? view })
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keyOf(screen) })
      onClose()
    },
  })
  return (
    <FormDialog
      title={saved ? t('rename', { name: saved.name }) : t('save')}
      submit={t('submit')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      error={save.error}
      saving={save.isPending}
      ready={name.trim() !== ''}
    >
      <TextInput
        data-autofocus
        required
        label={t('name')}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

function ManageDialog({
  screen,
  views,
  onClose,
}: {
  screen: string
  views: SavedView[]
  onClose: () => void
}) {
  const t = useTranslations('savedViews')
  const form = useTranslations('form')
  const failure = useFailureText()
  const client = useQueryClient()
  const [renamed, setRenamed] = useState<SavedView | null>(null)
  const change = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(screen) }),
  })
  const up = (i: number) => {
    const ids = views.map(({ id }) => id)
    ids.splice(i - 1, 2, ids[i] ?? '', ids[i - 1] ?? '')
    change.mutate(() => viewsApi.order(ids))
  }
  if (renamed)
    return <NameDialog screen={screen} saved={renamed} view={{}} onClose={() => setRenamed(null)} />
  return (
    <Modal opened onClose={onClose} title={t('manage')} closeButtonProps={{ 'aria-label': form('close') }}>
      {views.map((saved, i) => (
        <Group key={saved.id} wrap="nowrap" gap="xs" py={2}>
          <span style={{ flex: 1 }}>{saved.name}</span>
          <ActionIcon
            size="lg"
            disabled={i === 0}
            onClick={() => up(i)}
            aria-label={t('up', { name: saved.name })}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            size="lg"
            onClick={() => setRenamed(saved)}
            aria-label={t('rename', { name: saved.name })}
          >
            <IconPencil size={16} />
          </ActionIcon>
          <ActionIcon
            size="lg"
            onClick={() => change.mutate(() => viewsApi.drop(saved.id))}
            aria-label={t('delete', { name: saved.name })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {change.isError && <p role="alert">{failure(change.error)}</p>}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {form('close')}
        </Button>
      </Group>
    </Modal>
  )
}
