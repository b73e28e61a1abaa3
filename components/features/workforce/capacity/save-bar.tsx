'use client'

import { Button, Group, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import type { CapacityBoard } from '@/server/modules/workforce/contract'
import classes from './capacity.module.css'
import { countEdits, type Edits, effectsOf } from './edits'

type Props = {
  board: CapacityBoard
  edits: Edits
  saving: boolean
  onDrop: () => void
  onSave: () => void
}

/** Stays in sight while something is changed: what it does to the shares, and the way to save or leave it. */
export function SaveBar({ board, edits, saving, onDrop, onSave }: Props) {
  const t = useTranslations('capacity')
  const format = useFormatter()
  const effects = effectsOf(board, edits)
  const percent = (value: number) => format.number(value, { style: 'percent', maximumFractionDigits: 1 })
  return (
    <section className={classes.saveBar} aria-label={t('unsaved')}>
      <div className={classes.effects}>
        <Text fw={600} size="sm">
          {t('changes', { count: countEdits(edits) })}
        </Text>
        {effects.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('noShareChanges')}
          </Text>
        ) : (
          <ul>
            {effects.map((effect) => (
              <li key={`${effect.groupName}:${effect.agentName}`}>
                {t('shareChange', {
                  group: effect.groupName,
                  agent: effect.agentName,
                  before: percent(effect.before),
                  after: percent(effect.after),
                })}
              </li>
            ))}
          </ul>
        )}
      </div>
      <Group gap="xs">
        <Button variant="default" onClick={onDrop} disabled={saving}>
          {t('discard')}
        </Button>
        <Button onClick={onSave} loading={saving}>
          {t('save')}
        </Button>
      </Group>
    </section>
  )
}
