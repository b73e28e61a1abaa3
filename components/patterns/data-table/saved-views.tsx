'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { SavedViewsMenu } from '@/components/patterns/saved-views/saved-views'

/** What belongs to the moment and not to a view: the page, and what is open beside the table. */
const passing = ['page', 'open', 'copy', 'history', 'cell', 'told']

/** Keeps search, filters, order and columns of a list under a name; they stand in the address. */
export function SavedViews({ screen }: { screen: string }) {
  const router = useRouter()
  const path = usePathname()
  const query = new URLSearchParams(useSearchParams())
  for (const key of passing) query.delete(key)
  const present = Object.fromEntries(query)
  return (
    <SavedViewsMenu
      screen={screen}
      present={Object.keys(present).length > 0 ? present : null}
      onChoose={(view) => router.replace(`${path}?${new URLSearchParams(toStrings(view))}`)}
    />
  )
}

const toStrings = (view: Record<string, unknown>): [string, string][] =>
  Object.entries(view).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
