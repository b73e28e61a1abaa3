'use client'

import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { workApi } from '@/components/features/conversations/work/work-api'

type Props = { value: string | null; onChange: (id: string | null) => void }

/** Finds a known customer on the server. */
export function CustomerSelect({ value, onChange }: Props) {
  const t = useTranslations('tickets')
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, 250)
  const found = useQuery({
    queryKey: ['tickets', 'customers', search],
    queryFn: async () => (await workApi.customers(search)).items,
    enabled: search.trim() !== '',
    placeholderData: keepPreviousData,
  })
  const options = (found.data ?? []).map(({ id, name, email, phone }) => ({
    value: id,
    label: [name, email ?? phone].filter(Boolean).join(' · '),
  }))
  return (
    <Select
      label={t('customer')}
      placeholder={t('findCustomer')}
      data={options}
      value={value}
      onChange={onChange}
      onSearchChange={setText}
      searchable
      clearable
      filter={({ options: all }) => all}
    />
  )
}
