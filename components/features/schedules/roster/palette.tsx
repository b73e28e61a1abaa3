'use client'

import { IconEraser, IconPointer } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { TemplateView } from '@/server/modules/schedules/contract'
import { shiftSpan } from '../shared/times'
import classes from './roster.module.css'

/** What a drag over cells leaves behind; null = it selects and moves. */
export type Brush = TemplateView | 'erase' | null

type Props = { templates: readonly TemplateView[]; brush: Brush; onPick: (brush: Brush) => void }

export function Palette({ templates, brush, onPick }: Props) {
  const t = useTranslations('roster')
  const picked = brush === null || brush === 'erase' ? null : brush.id
  return (
    <div role="toolbar" className={classes.palette} aria-label={t('palette')}>
      <button
        type="button"
        className={classes.brush}
        aria-pressed={brush === null}
        onClick={() => onPick(null)}
      >
        <IconPointer size={18} aria-hidden />
        {t('select')}
      </button>
      {templates.map((template) => (
        <button
          key={template.id}
          type="button"
          className={classes.brush}
          aria-pressed={picked === template.id}
          onClick={() => onPick(picked === template.id ? null : template)}
        >
          <span className={classes.chip} data-color={template.color}>
            <span className={classes.code}>{template.code}</span>
          </span>
          {template.name}
          <small>{shiftSpan(template.segments)}</small>
        </button>
      ))}
      <button
        type="button"
        className={classes.brush}
        aria-pressed={brush === 'erase'}
        onClick={() => onPick(brush === 'erase' ? null : 'erase')}
      >
        <IconEraser size={18} aria-hidden />
        {t('erase')}
      </button>
    </div>
  )
}
