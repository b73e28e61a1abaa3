'use client'

import { ActionIcon, Button, Checkbox, Group, Menu, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDeviceFloppy, IconDots, IconHistory, IconLink, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { CustomDefinition, CustomView } from '@/server/modules/insights/contract'

type Props = {
  saved: readonly CustomView[]
  opened: CustomView | null
  definition: CustomDefinition
  changed: boolean
  open: (id: string | null) => void
}

/** Choose one, save what is shown, and what else can be done with a saved one. */
export function SavedReports({ saved, opened, definition, changed, open }: Props) {
  const t = useTranslations('insights.custom')
  const [dialog, setDialog] = useState<'save' | 'copy' | 'history' | null>(null)
  const refresh = useRefresh()
  const own = opened?.own === true
  return (
    <Group gap="xs">
      <Select
        w={260}
        aria-label={t('saved')}
        placeholder={t('unsaved')}
        data={saved.map((one) => ({
          value: one.id,
          label: one.own ? one.name : t('by', { name: one.name, owner: one.owner }),
        }))}
        value={opened?.id ?? null}
        searchable
        clearable
        onChange={open}
      />
      <Button
        variant={changed || !opened ? 'filled' : 'default'}
        leftSection={<IconDeviceFloppy size={16} />}
        onClick={() => setDialog(own ? 'save' : 'copy')}
      >
        {t('save')}
      </Button>
      {opened && (
        <MoreMenu
          opened={opened}
          onNew={() => open(null)}
          onCopy={() => setDialog('copy')}
          onHistory={() => setDialog('history')}
        />
      )}
      {(dialog === 'save' || dialog === 'copy') && (
        <SaveDialog
          stored={dialog === 'save' ? opened : null}
          name={opened?.name ?? ''}
          definition={definition}
          onClose={() => setDialog(null)}
          onSaved={async (id) => {
            setDialog(null)
            await refresh()
            open(id)
          }}
        />
      )}
      {dialog === 'history' && opened && <ReportHistory report={opened} onClose={() => setDialog(null)} />}
    </Group>
  )
}

function useRefresh() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return () => queries.invalidateQueries(trpc.insights.pathFilter())
}

type MoreProps = { opened: CustomView; onNew: () => void; onCopy: () => void; onHistory: () => void }

function MoreMenu({ opened, onNew, onCopy, onHistory }: MoreProps) {
  const t = useTranslations('insights.custom')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  const refresh = useRefresh()
  const remove = async () => {
    const question = { title: t('deleteTitle', { name: opened.name }), body: t('deleteBody') }
    if (!(await confirm({ ...question, confirm: t('delete'), danger: true }))) return
    try {
      await client.insights.deleteCustom.mutate({ id: opened.id, version: opened.version })
      notifications.show({ color: 'green', message: t('deleted') })
      onNew()
      await refresh()
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
  }
  const copyLink = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}/reports/custom?report=${opened.id}`)
    notifications.show({ color: 'green', message: t(opened.shared ? 'linkCopied' : 'linkNotShared') })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('more')} title={t('more')}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={onNew}>
          {t('new')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDeviceFloppy size={16} />} onClick={onCopy}>
          {t('saveAs')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copyLink()}>
          {t('copyLink')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={onHistory}>
          {t('history')}
        </Menu.Item>
        {opened.own && (
          <Menu.Item
            c="var(--swy-text-failed)"
            leftSection={<IconTrash size={16} />}
            onClick={() => void remove()}
          >
            {t('delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

type SaveProps = {
  /** null: under a name of its own. */
  stored: CustomView | null
  name: string
  definition: CustomDefinition
  onClose: () => void
  onSaved: (id: string) => Promise<void>
}

function SaveDialog({ stored, name: first, definition, onClose, onSaved }: SaveProps) {
  const t = useTranslations('insights.custom')
  const client = useTRPCClient()
  const [name, setName] = useState(stored ? stored.name : first)
  const [shared, setShared] = useState(stored?.shared ?? false)
  const save = useMutation({
    mutationFn: async () => {
      const report = { name: name.trim(), shared, definition }
      if (!stored) return (await client.insights.createCustom.mutate(report)).id
      await client.insights.updateCustom.mutate({ id: stored.id, version: stored.version, report })
      return stored.id
    },
    onSuccess: async (id) => {
      notifications.show({ color: 'green', message: t('savedNow') })
      await onSaved(id)
    },
  })
  return (
    <FormDialog
      title={t(stored ? 'save' : 'saveAs')}
      submit={t('save')}
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
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        mt="md"
        label={t('shared')}
        description={t('sharedHint')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
    </FormDialog>
  )
}

function ReportHistory({ report, onClose }: { report: CustomView; onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const refresh = useRefresh()
  const history = useQuery(trpc.insights.customHistory.queryOptions({ id: report.id }))
  const restore = async (entryId: string) => {
    await client.insights.restoreCustom.mutate({ entryId })
    await refresh()
  }
  return <HistoryDrawer history={history} restore={report.own ? restore : undefined} onClose={onClose} />
}
