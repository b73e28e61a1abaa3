'use client'

import type { SpotlightActionData } from '@mantine/spotlight'
import { useEffect, useId, useRef, useSyncExternalStore } from 'react'

export type KeyHelp = { text: string; press: readonly string[] }
type Contribution = { group: string; actions: SpotlightActionData[]; keys: KeyHelp[] }

const all = new Map<string, Contribution>()
const listeners = new Set<() => void>()
let list: Contribution[] = []

function tell(): void {
  list = [...all.values()]
  for (const listener of listeners) listener()
}

/** While the calling page is shown, its actions stand in the palette and its keys in the list of keys. */
export function useContribution(contribution: Contribution): void {
  const id = useId()
  const shown = useRef('')
  useEffect(() => {
    const { group, actions, keys } = contribution
    const face = JSON.stringify([
      group,
      actions.map((action) => [action.id, action.label, action.description]),
      keys,
    ])
    all.set(id, contribution)
    if (shown.current === face) return
    shown.current = face
    tell()
  })
  useEffect(
    () => () => {
      all.delete(id)
      shown.current = ''
      tell()
    },
    [id],
  )
}

const none: Contribution[] = []

/** What pages contribute now. Run an action by `runAction`: it may be newer than what is drawn. */
export function useContributions(): Contribution[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => list,
    () => none,
  )
}

/** Runs the newest version of a contributed action. */
export function runAction(id: string): void {
  for (const { actions } of all.values()) {
    const action = actions.find((one) => one.id === id)
    if (action) return void action.onClick?.({} as React.MouseEvent<HTMLButtonElement>)
  }
}
