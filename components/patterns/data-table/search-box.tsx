'use client'

import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback, useWindowEvent } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { isTyping } from '../shell/keys-dialog'
import type { TableState } from './table-state'

/** `/` puts the cursor here. The list follows a moment after the last key. */
export function SearchBox({ state, placeholder }: { state: TableState; placeholder?: string }) {
  const t = useTranslations('table')
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(state.search)
  const search = useDebouncedCallback(state.setSearch, 250)
  useEffect(() => setText(state.search), [state.search])
  useWindowEvent('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event)) return
    event.preventDefault()
    input.current?.focus()
  })
  const change = (value: string) => {
    setText(value)
    search(value)
  }
  return (
    <TextInput
      ref={input}
      type="search"
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      // Before a row is opened: the address written afterwards would call that off.
      onBlur={() => search.flush()}
      placeholder={placeholder ?? t('search')}
      aria-label={placeholder ?? t('search')}
      leftSection={<IconSearch size={16} />}
      rightSection={
        text !== '' && <CloseButton size="sm" onClick={() => change('')} aria-label={t('search')} />
      }
      w={{ base: '100%', xs: 260 }}
    />
  )
}
