'use client'

import { useOrganizationZone } from '@/components/ui/brand'
import { serverNow } from './server-clock'

/** The day it is for the organisation, YYYY-MM-DD: rosters go by its clock, not by the reader's. */
export function useToday(): string {
  const timeZone = useOrganizationZone()
  return new Date(serverNow()).toLocaleDateString('sv', { timeZone })
}
