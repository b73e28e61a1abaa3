'use client'

import { Alert, Anchor, Button, FileInput, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconDownload, IconFileTypeCsv, IconUpload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { readCsvFile } from '@/components/features/workforce/groups/read-csv-file'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type Tree, treeCsvLimits } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'
import { TreeImportResult } from './tree-import-result'

/** The tree as a file, and a file as a tree. */
export function TreeCsv({ tree, mayWrite }: { tree: Tree; mayWrite: boolean }) {
  const t = useTranslations('trees.csv')
  const [importing, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        component="a"
        href={`/api/trees/export?tree=${tree}`}
        download
        variant="default"
        leftSection={<IconDownload size={16} />}
      >
        {t('export')}
      </Button>
      {mayWrite && (
        <Button variant="default" leftSection={<IconUpload size={16} />} onClick={dialog.open}>
          {t('import')}
        </Button>
      )}
      {importing && <ImportDialog tree={tree} onClose={dialog.close} />}
    </>
  )
}

/** A file is tried first; the real import opens only when the trial found nothing wrong. */
function ImportDialog({ tree, onClose }: { tree: Tree; onClose: () => void }) {
  const t = useTranslations('trees.csv')
  const file = useTranslations('groups.import')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const text = useFailureText()
  const refresh = useRefreshChannels()
  const [csv, setCsv] = useState('')
  const [tooLarge, setTooLarge] = useState(false)
  const trial = useMutation(trpc.channels.importTree.mutationOptions())
  const real = useMutation(
    trpc.channels.importTree.mutationOptions({
      onSuccess: async (report) => {
        if (!report.applied) return
        await refresh()
        notifications.show({
          color: 'green',
          message: t('done', { created: report.created, updated: report.updated }),
        })
        onClose()
      },
    }),
  )
  async function choose(chosen: File | null): Promise<void> {
    trial.reset()
    real.reset()
    const large = chosen !== null && chosen.size > treeCsvLimits.bytes
    setTooLarge(large)
    if (!chosen || large) return
    const content = await readCsvFile(chosen)
    setCsv(content)
    trial.mutate({ tree, csv: content, dryRun: true })
  }
  const report = real.data ?? trial.data
  const error = real.error ?? trial.error
  const changes = report && report.problems.length === 0 ? report.created + report.updated : 0
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title')}
      size="lg"
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <Stack gap="md">
        <Text size="md">
          {t('purpose')}{' '}
          <Anchor href={`/api/trees/export?tree=${tree}`} download inherit>
            {t('template')}
          </Anchor>
        </Text>
        <FileInput
          label={file('file')}
          description={t('limits', { rows: treeCsvLimits.rows })}
          accept=".csv,text/csv"
          leftSection={<IconFileTypeCsv size={18} />}
          placeholder={file('choose')}
          clearable
          onChange={(chosen) => void choose(chosen)}
          error={tooLarge && t('tooLarge')}
        />
        {trial.isPending && <Text c="dimmed">{file('trying')}</Text>}
        {error && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {text(error)}
          </Alert>
        )}
        {report && <TreeImportResult report={report} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {form('cancel')}
          </Button>
          <Button
            disabled={changes === 0}
            loading={real.isPending}
            onClick={() => real.mutate({ tree, csv, dryRun: false })}
          >
            {t('apply', { changes })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
