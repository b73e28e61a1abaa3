'use client'

import { Text, VisuallyHidden } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { StateMessage } from '@/components/patterns/states/state-message'
import type { RuleView } from '@/server/modules/dispatch/contract'
import classes from './routing.module.css'
import type { RuleOrigin } from './rule-editor'
import { RuleRow } from './rule-row'
import { useConditionWords } from './use-condition-words'
import { useReorder } from './use-reorder'
import { type Routing, useMayWrite } from './use-routing'

type Props = {
  routing: Routing
  onEdit: (origin: RuleOrigin) => void
  onHistory: (id: string) => void
}

/** The rules in their order; dragged by the handle, or moved by its arrow keys. */
export function RuleList({ routing, onEdit, onHistory }: Props) {
  const t = useTranslations('routing')
  const mayWrite = useMayWrite()
  const wordsOf = useConditionWords(routing)
  const { rules, move, said } = useReorder(routing.rules)
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)

  function drop(): void {
    if (dragged !== null && over !== null && over !== dragged) move(dragged, over)
    setDragged(null)
    setOver(null)
  }

  if (rules.length === 0) return <StateMessage icon={IconRoute} title={t('none')} />
  return (
    <section aria-label={t('rules')}>
      <Text size="sm" c="dimmed" mb={8}>
        {t('orderHint')}
      </Text>
      <ol className={classes.rules}>
        {rules.map((rule: RuleView, index) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            place={{ index, count: rules.length }}
            words={wordsOf(rule.conditions)}
            mayWrite={mayWrite}
            drag={{
              state: dragged === index ? 'dragged' : over === index && dragged !== null ? 'over' : null,
              start: () => setDragged(index),
              enter: () => setOver(index),
              drop,
            }}
            move={(to) => move(index, to)}
            onEdit={onEdit}
            onHistory={() => onHistory(rule.id)}
          />
        ))}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </section>
  )
}
