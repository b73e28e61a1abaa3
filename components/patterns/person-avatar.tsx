'use client'

import { Avatar } from '@mantine/core'

/** Initials on a tint of their own. The letters keep the text's colour: some tints leave too little contrast. */
export function PersonAvatar({ name, size }: { name: string; size: number }) {
  return (
    <Avatar
      size={size}
      radius="xl"
      name={name}
      color="initials"
      aria-hidden
      styles={{ placeholder: { color: 'var(--mantine-color-text)' } }}
    />
  )
}
