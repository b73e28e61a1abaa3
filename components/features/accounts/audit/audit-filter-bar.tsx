'use client'

import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FilterSelect } from '@/components/patterns/data-table'
import { type AuditFilters, useChoices } from './use-audit-filters'

export function AuditFilterBar({ filters }: { filters: AuditFilters }) {
  const t = useTranslations('audit')
  const trpc = useTRPC()
  const facets = useQuery(trpc.accounts.auditFacets.queryOptions(undefined, { staleTime: 60_000 }))
  const kinds = useChoices('entity', facets.data?.entities)
  const actions = useChoices('action', facets.data?.actions)
  const people = facets.data?.actors.map(({ id, name }) => ({ value: id, label: name })) ?? []
  const common = { searchable: true, w: { base: '100%', xs: 170 } }
  return (
    <>
      <FilterSelect
        {...common}
        options={people}
        value={filters.actor}
        onChange={filters.setActor}
        all={t('anybody')}
        label={t('actor')}
      />
      <FilterSelect
        {...common}
        options={kinds}
        value={filters.entity}
        onChange={filters.setEntity}
        all={t('allKinds')}
        label={t('entity')}
      />
      <FilterSelect
        {...common}
        options={actions}
        value={filters.action}
        onChange={filters.setAction}
        all={t('allActions')}
        label={t('action')}
      />
      <OriginBox value={filters.origin} onChange={filters.setOrigin} />
      <TextInput
        type="date"
        value={filters.from}
        max={filters.until || undefined}
        onChange={(event) => filters.setFrom(event.currentTarget.value)}
        aria-label={t('from')}
        title={t('from')}
      />
      <TextInput
        type="date"
        value={filters.until}
        min={filters.from || undefined}
        onChange={(event) => filters.setUntil(event.currentTarget.value)}
        aria-label={t('until')}
        title={t('until')}
      />
    </>
  )
}

function OriginBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations('audit')
  const [text, setText] = useState(value)
  const later = useDebouncedCallback(onChange, 250)
  useEffect(() => setText(value), [value])
  return (
    <TextInput
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        later(event.currentTarget.value)
      }}
      placeholder={t('originHint')}
      aria-label={t('origin')}
      w={{ base: '100%', xs: 190 }}
    />
  )
}
