'use client'

import { Skeleton, Stack } from '@mantine/core'
import { Late } from '@/components/patterns/states/late'

export default function Loading() {
  return (
    <Late>
      <Stack p="lg" gap="md" aria-busy="true">
        <Skeleton h={24} w={240} />
        <Skeleton h={32} />
        <Skeleton h={320} />
      </Stack>
    </Late>
  )
}
