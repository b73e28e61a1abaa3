'use client'

import { ActionIcon, Button, Group, Menu, Modal, TextInput } from '@mantine/core'
import { IconArrowUp, IconBookmark, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { SavedView } from '@/server/http/v1/work-contract'
import { workApi } from '../work/work-api'
import { WorkDialog } from '../work/work-dialog'
import { type Filter, toFilter } from './use-search'

type Props = { filter: Filter; onChoose: (filter: Filter) => void }

const SCREEN = 'workspace'

function useViews() {
  return useQuery({
    queryKey: ['workspace', 'views'],
    queryFn: async () => (await workApi.views()).items,
    staleTime: 60_000,
  })
}

/** Filters one keeps under a name. */
export function SavedViews({ filter, onChoose }: Props) {
  const t = useTranslations('workspace.views')
  const views = useViews()
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null)
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon size="lg" aria-label={t('title')}>
            <IconBookmark size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('title')}</Menu.Label>
          {views.data?.length === 0 && <Menu.Item disabled>{t('none')}</Menu.Item>}
          {views.data?.map((saved) => (
            <Menu.Item key={saved.id} onClick={() => onChoose(toFilter(saved.view))}>
              {saved.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item disabled={Object.keys(filter).length === 0} onClick={() => setDialog('save')}>
            {t('save')}
          </Menu.Item>
          <Menu.Item disabled={!views.data?.length} onClick={() => setDialog('manage')}>
            {t('manage')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' && <NameDialog saved={null} filter={filter} onClose={() => setDialog(null)} />}
      {dialog === 'manage' && <ManageDialog views={views.data ?? []} onClose={() => setDialog(null)} />}
    </>
  )
}

function NameDialog({
  saved,
  filter,
  onClose,
}: {
  saved: SavedView | null
  filter: Filter
  onClose: () => void
}) {
  const t = useTranslations('workspace.views')
  const client = useQueryClient()
  const [name, setName] = useState(saved?.name ?? '')
  const save = useMutation({
    mutationFn: async () => {
      await workApi.saveView(saved?.id ?? null, {
        screen: SCREEN,
        name: name.trim(),
        view: saved?.view ?? filter,
      })
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['workspace', 'views'] })
      onClose()
    },
  })
  return (
    <WorkDialog
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
    </WorkDialog>
  )
}

function ManageDialog({ views, onClose }: { views: SavedView[]; onClose: () => void }) {
  const t = useTranslations('workspace.views')
  const form = useTranslations('form')
  const failure = useFailureText()
  const client = useQueryClient()
  const [renamed, setRenamed] = useState<SavedView | null>(null)
  const change = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workspace', 'views'] }),
  })
  const up = (i: number) => {
    const ids = views.map(({ id }) => id)
    ids.splice(i - 1, 2, ids[i] ?? '', ids[i - 1] ?? '')
    change.mutate(() => workApi.orderViews(ids))
  }
  if (renamed) return <NameDialog saved={renamed} filter={{}} onClose={() => setRenamed(null)} />
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
            onClick={() => change.mutate(() => workApi.deleteView(saved.id))}
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
