'use client'

import { Alert, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconSearch } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toFailure } from '@/components/client/failure'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import type { CapacityBoard } from '@/server/modules/workforce/contract'
import { AgentsTable } from './agents-table'
import { applyEdits, countEdits, type Edits, editAgent, editMember, noEdits, toSaveInput } from './edits'
import { GroupTable } from './group-table'
import { SaveBar } from './save-bar'
import { searchBoard } from './search'

const FRESH_MS = 10_000

/** Levels, quality numbers, limits and load of the whole organisation, edited in place and saved together. */
export function CapacityScreen() {
  const t = useTranslations('capacity')
  const [search, setSearch] = useState('')
  const trpc = useTRPC()
  const board = useQuery(
    trpc.workforce.getCapacityBoard.queryOptions(undefined, { refetchInterval: FRESH_MS }),
  )
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      {board.data ? (
        <>
          <TextInput
            type="search"
            maw={320}
            mb="md"
            leftSection={<IconSearch size={16} />}
            aria-label={t('search')}
            placeholder={t('search')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Board board={board.data} search={search} reload={() => board.refetch()} />
        </>
      ) : board.isError ? (
        <FailedState error={board.error} retry={() => void board.refetch()} />
      ) : (
        <Late>
          <Skeleton height={240} />
          <Skeleton height={240} mt="md" />
        </Late>
      )}
    </Page>
  )
}

/** Versions are those at the first edit: a change by somebody else in between is a conflict, not overwritten. */
function useEdits(live: CapacityBoard) {
  const [edits, setEdits] = useState<Edits>(noEdits)
  const [base, setBase] = useState<CapacityBoard | null>(null)
  const dirty = countEdits(edits) > 0
  const change = (next: Edits) => {
    setBase(countEdits(next) > 0 ? (base ?? live) : null)
    setEdits(next)
  }
  const drop = () => change(noEdits)
  return { edits, dirty, board: dirty ? (base ?? live) : live, change, drop, rebase: setBase }
}

function Board({
  board: live,
  search,
  reload,
}: {
  board: CapacityBoard
  search: string
  reload: () => Promise<{ data?: CapacityBoard | undefined }>
}) {
  const t = useTranslations('capacity')
  const trpc = useTRPC()
  const failure = useFailureText()
  const can = useCan()
  const { edits, dirty, board, change, drop, rebase } = useEdits(live)
  const save = useMutation(
    trpc.workforce.saveCapacity.mutationOptions({
      onSuccess: async () => {
        await reload()
        drop()
        notifications.show({ color: 'green', message: t('saved') })
      },
      onError: async (error) => {
        const fresh = await reload()
        if (toFailure(error).code === 'conflict' && fresh.data) rebase(fresh.data)
      },
    }),
  )
  useWindowEvent('beforeunload', (event) => {
    if (dirty) event.preventDefault()
  })
  const next = applyEdits(board, edits)
  const agents = new Map(next.agents.map((agent) => [agent.id, agent]))
  const now = new Map(live.agents.map((agent) => [agent.id, agent]))
  const found = searchBoard(board, search)
  const conflict = save.isError && toFailure(save.error).code === 'conflict'
  return (
    <Stack gap="lg" pb={dirty ? 160 : 'xl'}>
      {save.isError && (
        <Alert color={conflict ? 'amber' : 'red'} role="alert">
          {conflict ? t('conflict') : failure(save.error)}
        </Alert>
      )}
      {found.agents.length + found.groups.length === 0 && (
        <Text c="dimmed" role="status">
          {t('nothingFound')}
        </Text>
      )}
      {found.agents.length > 0 && (
        <AgentsTable
          agents={found.agents}
          shown={agents}
          now={now}
          today={board.today}
          readOnly={!can('agents.write') || !can('groups.write')}
          onEdit={(agent, edit) => change(editAgent(edits, agent, edit))}
        />
      )}
      {board.groups.map((group, index) =>
        found.groups.includes(index) ? (
          <GroupTable
            key={group.id}
            group={group}
            shown={next.groups[index] ?? group}
            agents={agents}
            shows={found.shows}
            readOnly={!can('groups.write', { groupIds: [group.id] })}
            dirty={dirty}
            onEdit={(member, edit) => change(editMember(edits, group.id, member, edit))}
          />
        ) : null,
      )}
      {dirty && (
        <SaveBar
          board={board}
          edits={edits}
          saving={save.isPending}
          onDrop={drop}
          onSave={() => save.mutate(toSaveInput(board, edits))}
        />
      )}
    </Stack>
  )
}
