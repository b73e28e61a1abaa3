'use client'

import { Group } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { BoardAgent } from '@/server/modules/workforce/contract'
import { NumberField } from '../groups/number-field'
import classes from './capacity.module.css'

const DEFAULT_SECONDS = 3_600

type Props = {
  agent: BoardAgent
  window: BoardAgent['window']
  readOnly: boolean
  onChange: (window: BoardAgent['window']) => void
}

/** At most so many new conversations in so many minutes; an empty number means no ceiling. */
export function WindowFields({ agent, window, readOnly, onChange }: Props) {
  const t = useTranslations('capacity')
  const changed = JSON.stringify(window) !== JSON.stringify(agent.window) || undefined
  return (
    <Group gap={6} wrap="nowrap">
      <NumberField
        size="xs"
        className={classes.field}
        data-changed={changed}
        aria-label={t('windowLimitOf', { name: agent.name })}
        placeholder={t('windowNone')}
        value={window?.limit ?? null}
        min={0}
        max={1000}
        disabled={readOnly}
        onChange={(limit) =>
          onChange(limit === null ? null : { limit, seconds: window?.seconds ?? DEFAULT_SECONDS })
        }
      />
      {window && (
        <>
          <span>{t('windowPer')}</span>
          <NumberField
            size="xs"
            className={classes.field}
            data-changed={changed}
            aria-label={t('windowMinutesOf', { name: agent.name })}
            value={Math.round(window.seconds / 60)}
            min={1}
            max={1440}
            suffix={t('minutes')}
            disabled={readOnly}
            onChange={(minutes) =>
              minutes !== null &&
              minutes > 0 &&
              onChange({ ...window, seconds: Math.min(minutes, 1440) * 60 })
            }
          />
        </>
      )}
    </Group>
  )
}
