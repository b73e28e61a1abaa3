'use client'

import { ActionIcon, Badge, Switch } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight, IconGripVertical } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { KeyboardEvent } from 'react'
import type { RuleView, RuleWarning } from '@/server/modules/dispatch/contract'
import classes from './routing.module.css'
import type { RuleOrigin } from './rule-editor'
import { RuleMenu } from './rule-menu'
import type { ConditionWords } from './use-condition-words'
import { useRetireRule } from './use-retire-rule'

type Props = {
  rule: RuleView
  place: { index: number; count: number }
  words: ConditionWords[]
  mayWrite: boolean
  drag: { state: 'dragged' | 'over' | null; start: () => void; enter: () => void; drop: () => void }
  move: (to: number) => void
  onEdit: (origin: RuleOrigin) => void
  onHistory: () => void
}

const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }

export function RuleRow({ rule, place, words, mayWrite, drag, move, onEdit, onHistory }: Props) {
  const t = useTranslations('routing')
  const retire = useRetireRule()

  function onKey(event: KeyboardEvent): void {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    move(place.index + step)
  }
  return (
    <li
      className={classes.rule}
      data-off={!rule.enabled || undefined}
      data-dragged={drag.state === 'dragged' || undefined}
      data-over={drag.state === 'over' || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        drag.enter()
      }}
      onDrop={(event) => {
        event.preventDefault()
        drag.drop()
      }}
    >
      {mayWrite ? (
        <ActionIcon
          className={classes.handle}
          variant="subtle"
          color="gray"
          draggable
          aria-label={t('handle', { name: rule.name, place: place.index + 1, count: place.count })}
          title={t('handleHint')}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move'
            event.dataTransfer.setData('text/plain', rule.name)
            drag.start()
          }}
          onDragEnd={drag.drop}
          onKeyDown={onKey}
        >
          <IconGripVertical size={16} />
        </ActionIcon>
      ) : (
        <span />
      )}
      <span className={classes.place}>{place.index + 1}</span>
      <div>
        <button type="button" className={classes.name} onClick={() => onEdit({ kind: 'edit', rule })}>
          {rule.name}
        </button>
        <Conditions words={words} />
        {rule.warnings.map((warning) => (
          <Warning key={warning.code} warning={warning} />
        ))}
      </div>
      <div className={classes.target}>
        <IconArrowRight size={14} aria-label={t('goesTo')} style={{ verticalAlign: '-2px' }} />{' '}
        {rule.groupName}
        {rule.priorityBoost > 0 && (
          <Badge size="sm" variant="light" tt="none" ml={6}>
            {t('boost', { by: rule.priorityBoost })}
          </Badge>
        )}
      </div>
      <div className={classes.acts}>
        <Switch
          checked={rule.enabled}
          disabled={!mayWrite}
          aria-label={t('enabledOf', { name: rule.name })}
          onChange={(event) => void retire.setEnabled(rule, event.currentTarget.checked)}
        />
        <RuleMenu rule={rule} place={place} move={move} onEdit={onEdit} onHistory={onHistory} />
      </div>
    </li>
  )
}

function Conditions({ words }: { words: ConditionWords[] }) {
  const t = useTranslations('routing')
  if (words.length === 0) return <p className={classes.conditions}>{t('everybody')}</p>
  return (
    <p className={classes.conditions}>
      {words.map(({ condition, label, text }, index) => (
        <span key={condition}>
          {index > 0 && ' · '}
          <span className={classes.label}>{label}</span> {text}
        </span>
      ))}
    </p>
  )
}

function Warning({ warning }: { warning: RuleWarning }) {
  const t = useTranslations('routing')
  const format = useFormatter()
  const names = format.list(warning.names)
  return (
    <div className={classes.warning}>
      <IconAlertTriangle size={14} aria-hidden />
      <span>{t(`warning.${warning.code}`, { names, count: warning.names.length })}</span>
    </div>
  )
}
