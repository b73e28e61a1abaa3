'use client'

import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconMicrophone, IconPlayerStop, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { elapsed } from '../list/wait-level'
import { MAX_RECORDING_MS, type Recorder } from './use-recorder'
import classes from './writing.module.css'

export function RecordButton({ recorder }: { recorder: Recorder }) {
  const t = useTranslations('workspace.voice')
  const busy = recorder.state.step !== 'idle'
  return (
    <Tooltip label={t('record')}>
      <ActionIcon size="lg" aria-label={t('record')} disabled={busy} onClick={recorder.start}>
        <IconMicrophone size={18} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  )
}

/** While the microphone is asked for or listening; and why it is not. */
export function RecorderBar({ recorder }: { recorder: Recorder }) {
  const t = useTranslations('workspace.voice')
  const { state } = recorder
  if (state.step === 'idle') {
    return state.problem ? (
      <p className={classes.problem} role="alert">
        {t(`problem.${state.problem}`)}
      </p>
    ) : null
  }
  return (
    <div className={classes.recording}>
      <span className={classes.pulse} data-on={state.step === 'recording' || undefined} aria-hidden />
      <span role="status">{state.step === 'asking' ? t('asking') : t('recording')}</span>
      {state.step === 'recording' && <Timer since={state.since} />}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconX size={14} />}
        onClick={recorder.cancel}
        ms="auto"
      >
        {t('cancel')}
      </Button>
      {state.step === 'recording' && (
        <Button
          size="compact-sm"
          leftSection={<IconPlayerStop size={14} />}
          onClick={recorder.finish}
          data-autofocus
        >
          {t('finish')}
        </Button>
      )}
    </div>
  )
}

function Timer({ since }: { since: number }) {
  const [at, setAt] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  return (
    <span className={classes.timer}>
      {elapsed(at - since)} / {elapsed(MAX_RECORDING_MS)}
    </span>
  )
}
