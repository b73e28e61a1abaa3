'use client'

import { Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { FilterLine } from '@/components/patterns/data-table'
import { SavedViews } from '@/components/patterns/data-table/saved-views'
import { type NodePeriod, nodePeriods, type Tree } from '@/server/modules/channels/contract'
import { nodeStates } from './arrange'

type State = (typeof nodeStates)[number]
type Props = {
  tree: Tree
  search: string
  setSearch: (search: string | null) => Promise<unknown>
  state: State | null
  setState: (state: State | null) => Promise<unknown>
  period: NodePeriod
  setPeriod: (period: NodePeriod) => Promise<unknown>
}

export function TreeFilters(props: Props) {
  const t = useTranslations('trees')
  return (
    <FilterLine end={<SavedViews screen={props.tree === 'category' ? 'categories' : 'wrap-ups'} />}>
      <TextInput
        type="search"
        value={props.search}
        onChange={(event) => void props.setSearch(event.currentTarget.value || null)}
        placeholder={t('search')}
        aria-label={t('search')}
        leftSection={<IconSearch size={16} />}
        w={{ base: '100%', xs: 260 }}
      />
      <Select
        data={nodeStates.map((value) => ({ value, label: t(`state.${value}`) }))}
        value={props.state}
        onChange={(value) => void props.setState(nodeStates.find((one) => one === value) ?? null)}
        placeholder={t('state.all')}
        aria-label={t('state.label')}
        clearable
        w={150}
      />
      <Select
        data={nodePeriods.map((value) => ({ value, label: t(`period.${value}`) }))}
        value={props.period}
        onChange={(value) => void props.setPeriod(nodePeriods.find((one) => one === value) ?? 'all')}
        aria-label={t('period.label')}
        allowDeselect={false}
        w={190}
      />
    </FilterLine>
  )
}
