'use client'

import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { GroupStateBadge } from '../groups/group-state'
import classes from './chart.module.css'
import type { ChartRow } from './chart-rows'

type Props = {
  row: ChartRow
  open: boolean
  focusable: boolean
  draggable: boolean
  dropping: boolean
  menu: ReactNode
  onToggle: () => void
  onOpen: () => void
  onFocus: () => void
  onDragStart: () => void
  onDragOver: () => void
  onDragEnd: () => void
  onDrop: () => void
}

/** One group of the chart: its own figures, and those with all below it where there is something below. */
export function ChartNodeRow({ row, open, menu, ...props }: Props) {
  const t = useTranslations('groups.chart')
  const { node, level, place, siblings, children } = row
  const Chevron = open ? IconChevronDown : IconChevronRight
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-posinset={place + 1}
      aria-setsize={siblings}
      aria-label={node.name}
      {...(children > 0 && { 'aria-expanded': open })}
      tabIndex={props.focusable ? 0 : -1}
      className={classes.node}
      data-node={node.id}
      data-drop={props.dropping || undefined}
      data-quiet={node.state === 'disabled' || undefined}
      draggable={props.draggable}
      onFocus={props.onFocus}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        props.onDragStart()
      }}
      onDragOver={(event) => {
        event.preventDefault()
        props.onDragOver()
      }}
      onDragEnd={props.onDragEnd}
      onDrop={(event) => {
        event.preventDefault()
        props.onDrop()
      }}
    >
      {row.guides.map((goesOn, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place.
          key={at}
          aria-hidden
          className={classes.guide}
          data-elbow={at === row.guides.length - 1 || undefined}
          data-on={goesOn || undefined}
        />
      ))}
      <div className={classes.card}>
        {children > 0 ? (
          <button
            type="button"
            className={classes.toggle}
            tabIndex={-1}
            aria-label={t(open ? 'close' : 'open', { name: node.name })}
            onClick={props.onToggle}
          >
            <Chevron size={16} />
          </button>
        ) : (
          <span className={classes.toggle} aria-hidden />
        )}
        <span className={classes.name}>
          <button type="button" className={classes.open} tabIndex={-1} onClick={props.onOpen}>
            {node.name}
          </button>
          {node.state !== 'active' && <GroupStateBadge state={node.state} />}
          <Warning node={node} />
        </span>
        <Figures row={row} />
        {menu}
      </div>
    </div>
  )
}

function Warning({ node }: { node: ChartRow['node'] }) {
  const groups = useTranslations('groups')
  const texts = [
    ...node.warnings.map((warning) => groups(`warning.${warning}`)),
    ...(node.queueWarning ? [groups(`queueWarning.${node.queueWarning}`)] : []),
  ]
  if (texts.length === 0) return null
  return (
    <span title={texts.join(' ')} className={classes.warning}>
      <IconAlertTriangle size={15} role="img" aria-label={texts.join(' ')} />
    </span>
  )
}

function Figures({ row: { node, children } }: { row: ChartRow }) {
  const t = useTranslations('groups.chart')
  const { totals } = node
  const figures = [
    ['members', node.members, totals.members],
    ['online', node.online, totals.online],
    ['queue', node.queue, totals.queue],
  ] as const
  return (
    <dl className={classes.figures}>
      {figures.map(([key, own, all]) => (
        <div key={key} data-late={(key === 'queue' && all > 0) || undefined}>
          <dt>{t(`figure.${key}`)}</dt>
          <dd>
            {children > 0 ? all : own}
            {children > 0 && <span className={classes.own}>{t('here', { own })}</span>}
          </dd>
        </div>
      ))}
      {children > 0 && totals.paused > (node.state === 'paused' ? 1 : 0) && (
        <div>
          <dt>{t('figure.paused')}</dt>
          <dd>{totals.paused}</dd>
        </div>
      )}
    </dl>
  )
}
