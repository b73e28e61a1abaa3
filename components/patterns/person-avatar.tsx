'use client'

import { Avatar } from '@mantine/core'

type Props = { name: string; size: number; picture?: string | null }

/** A picture, else initials on a tint of their own. The letters keep the text's colour: some tints leave too little contrast. */
export function PersonAvatar({ name, size, picture = null }: Props) {
  return (
    <Avatar
      size={size}
      radius="xl"
      name={name}
      src={picture}
      color="initials"
      aria-hidden
      styles={{ placeholder: { color: 'var(--mantine-color-text)' } }}
    />
  )
}
