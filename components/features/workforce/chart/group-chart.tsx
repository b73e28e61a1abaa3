'use client'

import { Button, Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { IconArrowBarToUp, IconFilterOff, IconUsersGroup } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan, useMe } from '@/components/client/me'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { StateMessage } from '@/components/patterns/states/state-message'
import { useTreeKeys } from '@/components/patterns/tree/use-tree-keys'
import { scopeOf } from '@/server/access'
import type { ChartNode } from '@/server/modules/workforce/contract'
import { RowMenu } from '../groups/row-menu'
import classes from './chart.module.css'
import { ChartNodeRow } from './chart-node'
import { arrangeChart, parentByKey } from './chart-rows'
import { MoveDialog } from './move-dialog'
import { useChart } from './use-chart'

type Props = {
  search: string
  onOpen: (id: string) => void
  onCopy: (id: string) => void
  onHistory: (id: string) => void
}

/** Who stands below whom. Moved by drag, by keys, or by each row's menu; all three ask the same question. */
export function GroupChart(props: Props) {
  const groups = useTranslations('groups')
  const chart = useChart()
  if (chart.list.isError && !chart.list.data) {
    return <FailedState error={chart.list.error} retry={() => void chart.list.refetch()} />
  }
  if (!chart.list.data) {
    return (
      <Late>
        <Stack gap={6}>
          {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
            <Skeleton key={key} h={44} />
          ))}
        </Stack>
      </Late>
    )
  }
  if (chart.nodes.length === 0) return <StateMessage icon={IconUsersGroup} title={groups('none')} />
  return <Drawn chart={chart} {...props} />
}

function Drawn({ chart, search, ...props }: Props & { chart: ReturnType<typeof useChart> }) {
  const t = useTranslations('groups.chart')
  const states = useTranslations('states')
  const { nodes, moveSaying } = chart
  const allowed = useCan()
  const mayTop = scopeOf(useMe(), 'groups.write') === 'all'
  const mayMove = (node: ChartNode) => allowed('groups.write', { groupIds: [node.id] })
  const folds = useFolds()
  const [moving, setMoving] = useState<ChartNode | null>(null)
  const rows = arrangeChart(nodes, folds.isOpen, search)
  const drag = useDrag(moveSaying)
  const keys = useTreeKeys({
    rows,
    isOpen: folds.isOpen,
    setOpen: folds.setOpen,
    move: ({ node }, direction) => {
      if (direction === 'up' || direction === 'down' || !mayMove(node)) return
      const parentId = parentByKey(nodes, node.id, direction)
      if (parentId !== undefined) void moveSaying(node, parentId)
    },
    edit: ({ node }) => props.onOpen(node.id),
  })
  if (rows.length === 0) return <StateMessage icon={IconFilterOff} title={states('noMatch')} />
  const parents = rows.filter(({ children }) => children > 0).map(({ node }) => node.id)
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button variant="default" size="compact-sm" onClick={folds.openAll}>
          {t('openAll')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => folds.closeAll(parents)}>
          {t('closeAll')}
        </Button>
      </Group>
      {mayTop && drag.dragged && drag.dragged.parentId !== null && (
        <div className={classes.top} data-drop={drag.over === 'top' || undefined} {...drag.topProps}>
          <IconArrowBarToUp size={16} aria-hidden />
          {t('dropTop')}
        </div>
      )}
      <div role="tree" aria-label={t('title')} className={classes.chart} onKeyDown={keys.onKeyDown}>
        {rows.map((row) => (
          <ChartNodeRow
            key={row.node.id}
            row={row}
            open={search !== '' || folds.isOpen(row.node.id)}
            focusable={row.node.id === keys.focused}
            draggable={mayMove(row.node)}
            {...drag.propsOf(row.node)}
            onToggle={() => folds.setOpen(row.node.id, !folds.isOpen(row.node.id))}
            onOpen={() => props.onOpen(row.node.id)}
            onFocus={() => keys.setFocused(row.node.id)}
            menu={
              <RowMenu
                row={row.node}
                onOpen={() => props.onOpen(row.node.id)}
                onCopy={() => props.onCopy(row.node.id)}
                onHistory={() => props.onHistory(row.node.id)}
                onMove={() => setMoving(row.node)}
              />
            }
          />
        ))}
      </div>
      <p className={classes.keys}>{t('keys')}</p>
      <VisuallyHidden role="status">{chart.news}</VisuallyHidden>
      {moving && (
        <MoveDialog
          node={moving}
          nodes={nodes}
          mayTop={mayTop}
          move={chart.move}
          onClose={() => setMoving(null)}
        />
      )}
    </Stack>
  )
}

function useFolds() {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  return {
    isOpen: (id: string) => !closed.has(id),
    setOpen: (id: string, open: boolean) =>
      setClosed((before) => {
        const next = new Set(before)
        if (open) next.delete(id)
        else next.add(id)
        return next
      }),
    openAll: () => setClosed(new Set()),
    closeAll: (ids: string[]) => setClosed(new Set(ids)),
  }
}

/** Dropped on a group it stands below that one; dropped on the strip above the chart, below none. */
function useDrag(move: (node: ChartNode, parentId: string | null) => Promise<void>) {
  const [dragged, setDragged] = useState<ChartNode | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const end = () => {
    setDragged(null)
    setOver(null)
  }
  const drop = (parentId: string | null) => {
    if (dragged && dragged.id !== parentId && dragged.parentId !== parentId) void move(dragged, parentId)
    end()
  }
  return {
    dragged,
    over,
    propsOf: (node: ChartNode) => ({
      dropping: dragged !== null && over === node.id && dragged.id !== node.id,
      onDragStart: () => setDragged(node),
      onDragOver: () => setOver(node.id),
      onDragEnd: end,
      onDrop: () => drop(node.id),
    }),
    topProps: {
      onDragOver: (event: React.DragEvent) => {
        event.preventDefault()
        setOver('top')
      },
      onDrop: (event: React.DragEvent) => {
        event.preventDefault()
        drop(null)
      },
    },
  }
}
