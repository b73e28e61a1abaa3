'use client'

import { Alert, Anchor, Button, FileInput, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconFileTypeCsv } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFailureText } from '../states/failure-text'
import { ImportReportView } from './import-report'
import type { ImportOutcome } from './outcome'
import { readCsvFile } from './read-csv-file'

type Props = {
  title: string
  purpose: string
  /** A file in the form that is read: usually the export. */
  template: { href: string; label: string }
  limits: { bytes: number; rows: number }
  /** CSV unless something else can be read, too. */
  accept?: string
  applyLabel: (changes: number) => string
  doneText: (counts: { created: number; updated: number }) => string
  run: (csv: string, dryRun: boolean) => Promise<ImportOutcome>
  /** After something was changed: read the lists again. */
  onApplied: (outcome: ImportOutcome) => Promise<void>
  onClose: () => void
}

/** A file is tried first; the real import opens only when the trial found nothing wrong. */
export function ImportDialog(props: Props) {
  const { limits, onClose } = props
  const t = useTranslations('import')
  const text = useFailureText()
  const [csv, setCsv] = useState('')
  const [tooLarge, setTooLarge] = useState(false)
  const trial = useMutation({ mutationFn: (content: string) => props.run(content, true) })
  const real = useMutation({
    mutationFn: () => props.run(csv, false),
    onSuccess: async (outcome) => {
      if (!outcome.applied) return
      await props.onApplied(outcome)
      notifications.show({ color: 'green', message: props.doneText(outcome) })
      onClose()
    },
  })

  async function choose(file: File | null): Promise<void> {
    trial.reset()
    real.reset()
    setTooLarge(file !== null && file.size > limits.bytes)
    if (!file || file.size > limits.bytes) return
    const content = await readCsvFile(file)
    setCsv(content)
    trial.mutate(content)
  }

  const outcome = real.data ?? trial.data
  const error = real.error ?? trial.error
  const changes = outcome && outcome.problems.length === 0 ? outcome.created + outcome.updated : 0
  const megabytes = Math.round(limits.bytes / 1_000_000)
  return (
    <Modal opened onClose={onClose} title={props.title} size="lg">
      <Stack gap="md">
        <Text size="md">
          {props.purpose}{' '}
          <Anchor href={props.template.href} download inherit underline="always">
            {props.template.label}
          </Anchor>
        </Text>
        <FileInput
          label={t('file')}
          description={t('limits', { megabytes, rows: limits.rows })}
          accept={props.accept ?? '.csv,text/csv'}
          leftSection={<IconFileTypeCsv size={18} />}
          placeholder={t('choose')}
          clearable
          onChange={(file) => void choose(file)}
          error={tooLarge && t('tooLarge', { megabytes })}
        />
        {trial.isPending && <Text c="dimmed">{t('trying')}</Text>}
        {error && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {text(error)}
          </Alert>
        )}
        {outcome && <ImportReportView outcome={outcome} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={changes === 0} loading={real.isPending} onClick={() => real.mutate()}>
            {props.applyLabel(changes)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
