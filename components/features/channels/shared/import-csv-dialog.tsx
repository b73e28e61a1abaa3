'use client'

import { Alert, Anchor, Button, FileInput, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconFileTypeCsv } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { ImportReportView } from '@/components/features/workforce/groups/import-report'
import { readCsvFile } from '@/components/features/workforce/groups/read-csv-file'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { csvLimits } from '@/server/modules/channels/contract'
import { useRefreshChannels } from './use-refresh'

const templates = { channels: '/api/channels/export', holidays: '/api/hours/export' }

type Props = { what: keyof typeof templates; onClose: () => void }

/** A file is tried first; the real import opens only when the trial found nothing wrong. */
export function ImportCsvDialog({ what, onClose }: Props) {
  const t = useTranslations('channels.import')
  const file = useTranslations('groups.import')
  const form = useTranslations('form')
  const client = useTRPCClient()
  const text = useFailureText()
  const refresh = useRefreshChannels()
  const [csv, setCsv] = useState('')
  const [tooLarge, setTooLarge] = useState(false)
  const run = (input: { csv: string; dryRun: boolean }) =>
    what === 'channels'
      ? client.channels.importChannels.mutate(input)
      : client.channels.importExceptions.mutate(input)
  const trial = useMutation({ mutationFn: (content: string) => run({ csv: content, dryRun: true }) })
  const real = useMutation({
    mutationFn: () => run({ csv, dryRun: false }),
    onSuccess: async (report) => {
      if (!report.applied) return
      await refresh()
      const counts = { created: report.created.length, updated: report.updated.length }
      notifications.show({ color: 'green', message: file('done', counts) })
      onClose()
    },
  })

  async function choose(chosen: File | null): Promise<void> {
    trial.reset()
    real.reset()
    setTooLarge(chosen !== null && chosen.size > csvLimits.bytes)
    if (!chosen || chosen.size > csvLimits.bytes) return
    const content = await readCsvFile(chosen)
    setCsv(content)
    trial.mutate(content)
  }

  const report = real.data ?? trial.data
  const error = real.error ?? trial.error
  const changes = report && report.problems.length === 0 ? report.created.length + report.updated.length : 0
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`title.${what}`)}
      size="lg"
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <Stack gap="md">
        <Text size="md">
          {t(`purpose.${what}`)}{' '}
          <Anchor href={templates[what]} download inherit>
            {t('template')}
          </Anchor>
        </Text>
        <FileInput
          label={file('file')}
          description={file('limits', { rows: csvLimits.rows })}
          accept=".csv,text/csv"
          leftSection={<IconFileTypeCsv size={18} />}
          placeholder={file('choose')}
          clearable
          onChange={(chosen) => void choose(chosen)}
          error={tooLarge && file('tooLarge')}
        />
        {trial.isPending && <Text c="dimmed">{file('trying')}</Text>}
        {error && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {text(error)}
          </Alert>
        )}
        {report && <ImportReportView report={report} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {file('cancel')}
          </Button>
          <Button disabled={changes === 0} loading={real.isPending} onClick={() => real.mutate()}>
            {t('apply', { changes })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
