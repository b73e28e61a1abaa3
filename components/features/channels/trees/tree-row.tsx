'use client'

import { Badge, Checkbox, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconCircleOff } from '@tabler/icons-react'
import { useLocale, useTranslations } from 'next-intl'
import type { CSSProperties, DragEvent, ReactNode } from 'react'
import type { Drop, Shown } from './arrange'
import classes from './tree.module.css'
import { useNodeName } from './use-tree'

type Props = {
  row: Shown
  open: boolean
  focusable: boolean
  /** What a drop here would do, while something is dragged over it. */
  drop: Drop | null
  draggable: boolean
  /** undefined = rows cannot be chosen. */
  selected?: boolean | undefined
  onSelect: (selected: boolean) => void
  /** Shows the conversations of the count; undefined = the reader may not read them. */
  onConversations?: (() => void) | undefined
  menu: ReactNode
  onToggle: () => void
  onFocus: () => void
  onDragStart: () => void
  onDragOver: (drop: Drop) => void
  onDragEnd: () => void
  onDrop: () => void
}

export function TreeRow({ row, open, menu, ...props }: Props) {
  const t = useTranslations('trees')
  const { node, level, place, siblings, children } = row
  const nameOf = useNodeName()
  const other = useLocale() === 'zh' ? node.names.en : node.names.zh
  const Chevron = open ? IconChevronDown : IconChevronRight
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-posinset={place + 1}
      aria-setsize={siblings}
      aria-label={nameOf(node)}
      {...(children > 0 && { 'aria-expanded': open })}
      aria-selected={props.selected}
      tabIndex={props.focusable ? 0 : -1}
      className={classes.row}
      style={{ '--level': level - 1 } as CSSProperties}
      data-node={node.id}
      data-drop={props.drop ?? undefined}
      draggable={props.draggable}
      onFocus={props.onFocus}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        props.onDragStart()
      }}
      onDragOver={(event) => {
        event.preventDefault()
        props.onDragOver(dropAt(event))
      }}
      onDragEnd={props.onDragEnd}
      onDrop={(event) => {
        event.preventDefault()
        props.onDrop()
      }}
    >
      {props.selected !== undefined && (
        <Checkbox
          size="xs"
          tabIndex={-1}
          checked={props.selected}
          aria-label={t('select', { name: nameOf(node) })}
          onChange={(event) => props.onSelect(event.currentTarget.checked)}
        />
      )}
      {children > 0 ? (
        <button
          type="button"
          className={classes.toggle}
          tabIndex={-1}
          aria-label={t(open ? 'close' : 'open', { name: nameOf(node) })}
          onClick={props.onToggle}
        >
          <Chevron size={16} />
        </button>
      ) : (
        <span className={classes.toggle} aria-hidden />
      )}
      <span className={classes.names}>
        {nameOf(node)}
        {other && other !== nameOf(node) && <span className={classes.other}>{other}</span>}
      </span>
      {node.disabled && (
        <Badge
          color="gray"
          variant="light"
          radius="sm"
          tt="none"
          fw={400}
          leftSection={<IconCircleOff size={12} />}
        >
          {t('disabled')}
        </Badge>
      )}
      {props.onConversations && node.recent > 0 ? (
        <UnstyledButton className={classes.uses} data-link tabIndex={-1} onClick={props.onConversations}>
          {t('uses', { count: node.recent })}
        </UnstyledButton>
      ) : (
        <span className={classes.uses}>{t('uses', { count: node.recent })}</span>
      )}
      {menu}
    </div>
  )
}

/** The upper and the lower quarter mean beside it, the middle below it. */
function dropAt(event: DragEvent<HTMLElement>): Drop {
  const { top, height } = event.currentTarget.getBoundingClientRect()
  const share = (event.clientY - top) / height
  if (share < 0.25) return 'before'
  return share > 0.75 ? 'after' : 'into'
}
