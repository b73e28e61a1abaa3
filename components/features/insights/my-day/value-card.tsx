'use client'

import { Tooltip, UnstyledButton } from '@mantine/core'
import { IconTrendingDown, IconTrendingUp } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useMetricText } from '../shared/use-metric-text'
import classes from './my-day.module.css'
import type { OwnCard } from './prepare-own'

/** One number of one's own with what is usual for oneself; it opens the conversations behind it. */
export function ValueCard({ card, onOpen }: { card: OwnCard; onOpen: () => void }) {
  const t = useTranslations('insights')
  const text = useMetricText()
  const { key, value, usual, change } = card
  const rounded =
    usual !== null && usual > 10 ? Math.round(usual) : usual && Math.round(usual * 1_000) / 1_000
  const up = value !== null && usual !== null && value > usual
  return (
    <Tooltip
      label={t(`metric.${key}.definition`)}
      multiline
      w={280}
      events={{ hover: true, focus: true, touch: false }}
    >
      <UnstyledButton className={classes.card} onClick={onOpen}>
        <span className={classes.name}>{t(`metric.${key}.name`)}</span>
        <span className={classes.value}>{text.metric(key, value)}</span>
        <span className={classes.usual} data-change={change ?? undefined}>
          {change !== null &&
            change !== 'same' &&
            (up ? <IconTrendingUp size={14} aria-hidden /> : <IconTrendingDown size={14} aria-hidden />)}
          {usual === null
            ? t('myDay.noUsual')
            : change === null
              ? t('myDay.usual', { value: text.metric(key, rounded) })
              : t(`myDay.change.${change}`, { value: text.metric(key, rounded) })}
        </span>
      </UnstyledButton>
    </Tooltip>
  )
}
