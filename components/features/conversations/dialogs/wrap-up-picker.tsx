'use client'

import { Skeleton, TextInput, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { FailedState } from '@/components/patterns/states/failed-state'
import { agentApi } from '../live/agent-api'
import classes from './dialogs.module.css'
import { leavesOf, searchLeaves, type WrapUpLeaf } from './wrap-up-tree'

type Props = { value: string | null; onChange: (id: string | null) => void; required?: boolean }

/** The tree of wrap-ups as one list that a few letters narrow down; arrows and Enter pick. */
export function WrapUpPicker({ value, onChange, required = false }: Props) {
  const t = useTranslations('workspace.end')
  const locale = useLocale()
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const nodes = useQuery({
    queryKey: ['workspace', 'wrap-ups'],
    queryFn: async () => (await agentApi.wrapUps()).items,
    staleTime: 300_000,
  })
  const leaves = useMemo(() => leavesOf(nodes.data ?? [], locale), [nodes.data, locale])
  const found = searchLeaves(leaves, search)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setActive(Math.min(found.length - 1, Math.max(0, active + step)))
    else if (event.key !== 'Enter' || !found[active] || found[active].id === value) return
    else onChange(found[active].id)
    event.preventDefault()
  }
  if (nodes.isError) return <FailedState error={nodes.error} retry={() => void nodes.refetch()} />
  const activeId = found[active] ? `wrap-up-${found[active].id}` : undefined
  return (
    <>
      <TextInput
        data-autofocus
        label={t('wrapUp')}
        withAsterisk={required}
        aria-required={required}
        leftSection={<IconSearch size={16} />}
        placeholder={t('searchWrapUp')}
        value={search}
        role="combobox"
        aria-expanded
        aria-controls="wrap-ups"
        aria-activedescendant={activeId}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      {nodes.data ? (
        <Leaves leaves={found} value={value} activeId={activeId} onChange={onChange} />
      ) : (
        <Skeleton height={180} mt="xs" />
      )}
    </>
  )
}

type LeavesProps = {
  leaves: WrapUpLeaf[]
  value: string | null
  activeId: string | undefined
  onChange: Props['onChange']
}

function Leaves({ leaves, value, activeId, onChange }: LeavesProps) {
  const t = useTranslations('workspace.end')
  return (
    <div className={classes.choices} id="wrap-ups" role="listbox" aria-label={t('wrapUp')}>
      {leaves.length === 0 && <div className={classes.quiet}>{t('noWrapUp')}</div>}
      {leaves.map(({ id, path, name }) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's.
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field.
        <div
          key={id}
          id={`wrap-up-${id}`}
          role="option"
          aria-selected={id === value}
          className={classes.choice}
          data-active={activeId === `wrap-up-${id}` || undefined}
          ref={(element) => {
            if (activeId === `wrap-up-${id}`) element?.scrollIntoView({ block: 'nearest' })
          }}
          onClick={() => onChange(id === value ? null : id)}
        >
          <span className={classes.choiceName}>
            {name}
            <span className={classes.quiet}>{path.join(' › ')}</span>
          </span>
          {id === value && (
            <>
              <IconCheck size={16} aria-hidden />
              <VisuallyHidden>{t('picked')}</VisuallyHidden>
            </>
          )}
        </div>
      ))}
    </div>
  )
}
