'use client'

import { Alert, Anchor, Button, FileInput, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconFileTypeCsv } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { csvLimits } from '@/server/modules/workforce/contract'
import { ImportReportView } from './import-report'
import { readCsvFile } from './read-csv-file'
import { useRefreshWorkforce } from './use-groups'

/** A file is tried first; the real import opens only when the trial found nothing wrong. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('groups')
  const trpc = useTRPC()
  const text = useFailureText()
  const refresh = useRefreshWorkforce()
  const [csv, setCsv] = useState('')
  const [tooLarge, setTooLarge] = useState(false)
  const trial = useMutation(trpc.workforce.importGroups.mutationOptions())
  const real = useMutation(
    trpc.workforce.importGroups.mutationOptions({
      onSuccess: async (report) => {
        if (!report.applied) return
        await refresh()
        const counts = { created: report.created.length, updated: report.updated.length }
        notifications.show({ color: 'green', message: t('import.done', counts) })
        onClose()
      },
    }),
  )

  async function choose(file: File | null): Promise<void> {
    trial.reset()
    real.reset()
    setTooLarge(file !== null && file.size > csvLimits.bytes)
    if (!file || file.size > csvLimits.bytes) return
    const content = await readCsvFile(file)
    setCsv(content)
    trial.mutate({ csv: content, dryRun: true })
  }

  const report = real.data ?? trial.data
  const error = real.error ?? trial.error
  const changes = report && report.problems.length === 0 ? report.created.length + report.updated.length : 0
  return (
    <Modal opened onClose={onClose} title={t('import.title')} size="lg">
      <Stack gap="md">
        <Text size="md">
          {t('import.purpose')}{' '}
          <Anchor href="/api/groups/export" download inherit>
            {t('import.template')}
          </Anchor>
        </Text>
        <FileInput
          label={t('import.file')}
          description={t('import.limits', { rows: csvLimits.rows })}
          accept=".csv,text/csv"
          leftSection={<IconFileTypeCsv size={18} />}
          placeholder={t('import.choose')}
          clearable
          onChange={(file) => void choose(file)}
          error={tooLarge && t('import.tooLarge')}
        />
        {trial.isPending && <Text c="dimmed">{t('import.trying')}</Text>}
        {error && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {text(error)}
          </Alert>
        )}
        {report && <ImportReportView report={report} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('import.cancel')}
          </Button>
          <Button
            disabled={changes === 0}
            loading={real.isPending}
            onClick={() => real.mutate({ csv, dryRun: false })}
          >
            {t('import.apply', { changes })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
