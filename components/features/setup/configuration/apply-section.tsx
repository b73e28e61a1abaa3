'use client'

import { Alert, Button, Checkbox, FileInput, Group, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconFileDiff } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type Comparison, MAX_FILE_BYTES } from '@/server/modules/setup/contract'
import { Changes, Problems } from './changes'
import { applyFile, compareFile } from './configuration-api'

/** A file is compared first; only what was shown can be applied. */
export function ApplySection() {
  const t = useTranslations('configuration.apply')
  const [file, setFile] = useState('')
  const [prune, setPrune] = useState(false)
  const [tooLarge, setTooLarge] = useState(false)
  const comparing = useMutation({ mutationFn: (remove: boolean) => compareFile(file, remove) })
  const choose = (text: string) => {
    comparing.reset()
    setFile(text)
  }
  const read = async (chosen: File | null) => {
    setTooLarge(chosen !== null && chosen.size > MAX_FILE_BYTES)
    if (chosen && chosen.size <= MAX_FILE_BYTES) choose(await chosen.text())
  }
  return (
    <Stack gap="md">
      <FileInput
        label={t('file')}
        description={t('fileHint')}
        placeholder={t('choose')}
        accept=".yaml,.yml,.json"
        leftSection={<IconFileDiff size={18} />}
        error={tooLarge && t('tooLarge')}
        styles={{ placeholder: { color: 'var(--swy-text-quiet)' } }}
        onChange={(chosen) => void read(chosen)}
        maw={420}
      />
      <Textarea
        label={t('paste')}
        value={file.length > 200_000 ? '' : file}
        placeholder={file.length > 200_000 ? t('long', { lines: file.split('\n').length }) : undefined}
        onChange={(event) => choose(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={14}
        spellCheck={false}
        styles={{ input: { fontFamily: 'monospace' } }}
      />
      <Checkbox
        label={t('prune')}
        description={t('pruneHint')}
        checked={prune}
        onChange={(event) => {
          setPrune(event.currentTarget.checked)
          comparing.reset()
        }}
      />
      <Group>
        <Button
          variant={comparing.data ? 'default' : 'filled'}
          disabled={file.trim() === ''}
          loading={comparing.isPending}
          onClick={() => comparing.mutate(prune)}
        >
          {t('compare')}
        </Button>
      </Group>
      {comparing.isError && <Failed error={comparing.error} />}
      {comparing.data && (
        <Found found={comparing.data} file={file} prune={prune} again={() => comparing.mutate(prune)} />
      )}
    </Stack>
  )
}

function Failed({ error }: { error: unknown }) {
  const text = useFailureText()
  return (
    <Alert color="red" role="alert" icon={<IconAlertCircle size={18} />}>
      {text(error)}
    </Alert>
  )
}

type Props = { found: Comparison; file: string; prune: boolean; again: () => void }

function Found({ found, file, prune, again }: Props) {
  const t = useTranslations('configuration.apply')
  const confirm = useConfirm()
  const queries = useQueryClient()
  const applying = useMutation({
    mutationFn: () => applyFile(file, prune, found.hash),
    onSuccess: async () => {
      notifications.show({ color: 'green', message: t('applied') })
      again()
      await queries.invalidateQueries()
    },
  })
  const count = found.changes.filter(({ kind }) => kind !== 'kept').length
  const removed = found.changes.filter(({ kind }) => kind === 'removed').length
  const ask = async () => {
    const question = {
      title: t('sure'),
      body: t('sureBody', { count, removed }),
      confirm: t('apply', { count }),
    }
    if (await confirm({ ...question, danger: removed > 0 })) applying.mutate()
  }
  if (found.problems.length > 0) return <Problems problems={found.problems} />
  return (
    <Stack gap="md">
      {count === 0 ? <Text role="status">{t('same')}</Text> : <Changes changes={found.changes} />}
      {applying.isError && <Failed error={applying.error} />}
      {count > 0 && (
        <Group>
          <Button onClick={() => void ask()} loading={applying.isPending}>
            {t('apply', { count })}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
