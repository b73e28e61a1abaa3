'use client'

import { Button, Group, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import type { CapacityEffect } from '@/server/modules/workforce/contract'
import classes from './capacity.module.css'
import { countEdits } from './edits'
import type { CapacityEdits } from './use-capacity-edits'

/** Stays in sight while something is changed: what it does to the coefficients, and the way to save or leave it. */
export function SaveBar({ changes }: { changes: CapacityEdits }) {
  const t = useTranslations('capacity')
  const { edits, preview, save, drop } = changes
  const effects = preview.data?.effects ?? []
  const omitted = preview.data?.omitted ?? 0
  return (
    <section className={classes.saveBar} aria-label={t('unsaved')}>
      <div className={classes.effects} aria-live="polite" aria-busy={preview.isFetching}>
        <Text fw={600} size="sm">
          {t('changes', { count: countEdits(edits) })}
        </Text>
        {preview.data && effects.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('noShareChanges')}
          </Text>
        )}
        {effects.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
          <ul tabIndex={0} aria-label={t('effects')}>
            {effects.map((effect) => (
              <li key={`${effect.groupId} ${effect.agentId}`}>
                <EffectText effect={effect} />
              </li>
            ))}
            {omitted > 0 && <li>{t('moreEffects', { count: omitted })}</li>}
          </ul>
        )}
      </div>
      <Group gap="xs">
        <Button variant="default" onClick={drop} disabled={save.isPending}>
          {t('discard')}
        </Button>
        <Button onClick={save.start} loading={save.isPending}>
          {t('save')}
        </Button>
      </Group>
    </section>
  )
}

function EffectText({ effect: { groupName, agentName, share, coefficient } }: { effect: CapacityEffect }) {
  const t = useTranslations('capacity')
  const format = useFormatter()
  const percent = (value: number) => format.number(value, { style: 'percent', maximumFractionDigits: 1 })
  const number = (value: number) => format.number(value, { maximumFractionDigits: 3 })
  return (
    <>
      {t('effect', {
        group: groupName,
        agent: agentName,
        shareBefore: percent(share.before),
        shareAfter: percent(share.after),
        before: number(coefficient.before),
        after: number(coefficient.after),
      })}
    </>
  )
}
