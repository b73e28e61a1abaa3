'use client'

import { Alert, Anchor, Button, FileInput, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconFileTypeCsv } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { ImportReportView } from '@/components/features/workforce/groups/import-report'
import { readCsvFile } from '@/components/features/workforce/groups/read-csv-file'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { csvLimits } from '@/server/modules/workforce/contract'

/** A file is tried first; the real import opens only when the trial found nothing wrong. */
export function ImportRepliesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('quickReplies.import')
  const file = useTranslations('groups.import')
  const trpc = useTRPC()
  const text = useFailureText()
  const queries = useQueryClient()
  const [csv, setCsv] = useState('')
  const [tooLarge, setTooLarge] = useState(false)
  const trial = useMutation(trpc.conversations.importQuickReplies.mutationOptions())
  const real = useMutation(
    trpc.conversations.importQuickReplies.mutationOptions({
      onSuccess: async (report) => {
        if (!report.applied) return
        await queries.invalidateQueries(trpc.conversations.pathFilter())
        const counts = { created: report.created.length, updated: report.updated.length }
        notifications.show({ color: 'green', message: t('done', counts) })
        onClose()
      },
    }),
  )

  async function choose(chosen: File | null): Promise<void> {
    trial.reset()
    real.reset()
    setTooLarge(chosen !== null && chosen.size > csvLimits.bytes)
    if (!chosen || chosen.size > csvLimits.bytes) return
    const content = await readCsvFile(chosen)
    setCsv(content)
    trial.mutate({ csv: content, dryRun: true })
  }

  const report = real.data ?? trial.data
  const error = real.error ?? trial.error
  const changes = report && report.problems.length === 0 ? report.created.length + report.updated.length : 0
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg">
      <Stack gap="md">
        <Text size="md">
          {t('purpose')}{' '}
          <Anchor href="/api/quick-replies/export" download inherit>
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
          <Button
            disabled={changes === 0}
            loading={real.isPending}
            onClick={() => real.mutate({ csv, dryRun: false })}
          >
            {t('apply', { changes })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
