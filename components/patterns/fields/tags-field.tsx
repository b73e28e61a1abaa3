'use client'

import { TagsInput, type TagsInputProps } from '@mantine/core'
import { useState } from 'react'
import { openSuggestions } from './open-suggestions'

type Props = Omit<
  TagsInputProps,
  'data' | 'value' | 'searchValue' | 'dropdownOpened' | 'onDropdownOpen' | 'onDropdownClose'
> & {
  data: string[]
  value: string[]
  searchValue?: string
}

/**
 * Words of one's own, with suggestions. The list counts as open only while it shows something: Escape closes
 * what can be seen, and where there is no list it closes the dialog around the field.
 */
export function TagsField({ data, value, searchValue, onSearchChange, ...props }: Props) {
  const [own, setOwn] = useState('')
  const [wanted, setWanted] = useState(false)
  const typed = searchValue ?? own
  return (
    <TagsInput
      {...props}
      data={data}
      value={value}
      searchValue={typed}
      onSearchChange={(text) => {
        setOwn(text)
        onSearchChange?.(text)
      }}
      openOnFocus={false}
      dropdownOpened={wanted && openSuggestions(data, value, typed)}
      onDropdownOpen={() => setWanted(true)}
      onDropdownClose={() => setWanted(false)}
    />
  )
}
