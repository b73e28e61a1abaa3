'use client'

import { Drawer, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { newPerson, toCopy } from './form-values'
import { PersonEditor } from './person-editor'

type Props = {
  /** null = a new one. */
  id: string | null
  /** The person that a new one starts as a copy of. */
  copyOf: string | null
  onClose: () => void
}

/** Reads the person first, so that the form starts from what stands now. */
export function PersonDrawer({ id, copyOf, onClose }: Props) {
  const t = useTranslations('people')
  const trpc = useTRPC()
  const source = id ?? copyOf
  const person = useQuery({
    ...trpc.workforce.people.get.queryOptions({ id: source ?? '' }),
    enabled: source !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (source === null) return <PersonEditor stored={null} start={newPerson} onClose={onClose} />
  if (person.data && id === null)
    return <PersonEditor stored={null} start={toCopy(person.data)} onClose={onClose} />
  if (person.data)
    return <PersonEditor stored={person.data} onClose={onClose} onAgain={() => person.refetch()} />
  return (
    <Drawer opened onClose={onClose} position="right" size={720} title={t('title')}>
      {person.isError ? (
        <FailedState error={person.error} retry={() => void person.refetch()} />
      ) : (
        <Late>
          <Stack gap="lg" p="md">
            <Skeleton h={36} />
            <Skeleton h={64} />
            <Skeleton h={240} />
          </Stack>
        </Late>
      )}
    </Drawer>
  )
}
