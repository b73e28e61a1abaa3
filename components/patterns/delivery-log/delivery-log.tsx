import { Button, Drawer, Group, Pagination, SegmentedControl, Skeleton, Stack, Table } from '@mantine/core'
import { IconInbox, IconSend } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FailedState } from '../states/failed-state'
import { StateMessage } from '../states/state-message'

export const deliveriesPerPage = 25

type List<Row> = {
  data: { rows: readonly Row[]; total: number } | undefined
  error: unknown
  isError: boolean
  refetch: () => unknown
}

type Props<Row, State extends string> = {
  title: string
  /** Null shows all. */
  state: State | null
  states: readonly State[]
  choose: (state: State | null) => void
  words: { title: string; of: (state: State | 'all') => string; none: string; againAll: string }
  /** Present where something was given up. */
  againAll: (() => void) | null
  list: List<Row>
  page: number
  turn: (page: number) => void
  onClose: () => void
  children: (rows: readonly Row[]) => ReactNode
}

/** What was sent to another system or came from it, by its state, and the way to try all that failed again. */
export function DeliveryLog<Row, State extends string>(props: Props<Row, State>) {
  const { title, state, states, choose, words, againAll, list, page, turn, onClose, children } = props
  const form = useTranslations('form')
  const total = list.data?.total ?? 0
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={900}
      title={title}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <Stack gap="md">
        <Group justify="space-between">
          <SegmentedControl
            aria-label={words.title}
            value={state ?? 'all'}
            onChange={(value) => choose(states.find((one) => one === value) ?? null)}
            data={(['all', ...states] as const).map((value) => ({ value, label: words.of(value) }))}
          />
          {againAll && (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconSend size={14} />}
              onClick={againAll}
            >
              {words.againAll}
            </Button>
          )}
        </Group>
        {list.isError && !list.data ? (
          <FailedState error={list.error} retry={() => void list.refetch()} />
        ) : !list.data ? (
          <Skeleton h={240} />
        ) : total === 0 ? (
          <StateMessage icon={IconInbox} title={words.none} />
        ) : (
          <Table.ScrollContainer minWidth={680}>{children(list.data.rows)}</Table.ScrollContainer>
        )}
        {total > deliveriesPerPage && (
          <Pagination value={page} onChange={turn} total={Math.ceil(total / deliveriesPerPage)} />
        )}
      </Stack>
    </Drawer>
  )
}
