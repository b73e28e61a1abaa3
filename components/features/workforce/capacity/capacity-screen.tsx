'use client'

import { Alert, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { toFailure } from '@/components/client/failure'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { FilterLine, FilterSelect } from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import type { CapacityBoard } from '@/server/modules/workforce/contract'
import { AgentsTable } from './agents-table'
import { BoardPages } from './board-pages'
import { agentWith, editAgent, editMember, groupWith } from './edits'
import { GroupTable } from './group-table'
import { SaveBar } from './save-bar'
import { useBoard } from './use-board'
import { useCapacityEdits } from './use-capacity-edits'

/** Levels, quality numbers, limits and load of the whole organisation, edited in place and saved together. */
export function CapacityScreen() {
  const t = useTranslations('capacity')
  const trpc = useTRPC()
  const asked = useBoard()
  const groups = useQuery(trpc.workforce.listGroupNames.queryOptions())
  const choices = (groups.data ?? []).filter((group) => !group.disabled)
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <FilterLine>
        <TextInput
          type="search"
          w={{ base: '100%', xs: 260 }}
          leftSection={<IconSearch size={16} />}
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={100}
          value={asked.search}
          onChange={(event) => asked.setSearch(event.currentTarget.value)}
        />
        <FilterSelect
          options={choices.map(({ id, name }) => ({ value: id, label: name }))}
          value={asked.groupId}
          onChange={asked.setGroup}
          all={t('allGroups')}
          label={t('groupFilter')}
          searchable
          w={{ base: '100%', xs: 240 }}
        />
      </FilterLine>
      {asked.board.data ? (
        <Board board={asked.board.data} asked={asked} />
      ) : asked.board.isError ? (
        <FailedState error={asked.board.error} retry={() => void asked.board.refetch()} />
      ) : (
        <Late>
          <Skeleton height={240} />
          <Skeleton height={240} mt="md" />
        </Late>
      )}
    </Page>
  )
}

function Board({ board, asked }: { board: CapacityBoard; asked: ReturnType<typeof useBoard> }) {
  const t = useTranslations('capacity')
  const can = useCan()
  const changes = useCapacityEdits(() => asked.board.refetch())
  const { edits, dirty, change, save } = changes
  const people = new Map(
    [...board.people, ...board.agents].map((agent) => [agent.id, agentWith(edits, agent).shown]),
  )
  return (
    <Stack gap="lg" pb={dirty ? 200 : 'xl'} aria-busy={asked.board.isPlaceholderData}>
      {save.isError && <Refused error={save.error} />}
      {board.agents.length + board.groups.length === 0 && (
        <Text c="dimmed" role="status">
          {t('nothingFound')}
        </Text>
      )}
      {board.agents.length > 0 && (
        <AgentsTable
          agents={board.agents}
          rowOf={(agent) => agentWith(edits, agent)}
          today={board.today}
          readOnly={!can('agents.write') || !can('groups.write')}
          onEdit={(agent, edit) => change(editAgent(edits, agent, edit))}
          foot={<BoardPages label={t('pages.agents')} pages={asked.agents} total={board.agentTotal} />}
        />
      )}
      {board.groups.map((group) => (
        <GroupTable
          key={group.id}
          {...groupWith(edits, group)}
          agents={people}
          search={asked.search}
          readOnly={!can('groups.write', { groupIds: [group.id] })}
          dirty={dirty}
          onEdit={(agentId, edit) => change(editMember(edits, group, agentId, edit))}
        />
      ))}
      <BoardPages label={t('pages.groups')} pages={asked.groups} total={board.groupTotal} />
      {dirty && <SaveBar changes={changes} />}
    </Stack>
  )
}

function Refused({ error }: { error: unknown }) {
  const t = useTranslations('capacity')
  const text = useFailureText()
  const conflict = toFailure(error).code === 'conflict'
  return (
    <Alert color={conflict ? 'amber' : 'red'} role="alert">
      {conflict ? t('conflict') : text(error)}
    </Alert>
  )
}
