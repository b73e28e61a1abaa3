import { findCustomerEntry, saveCustomerEntry } from '@/server/modules/conversations'
import { pool } from '@/server/platform/db/pool'

export type Entry = {
  siteId: string | null
  projectType: string | null
  pageUrl: string | null
  language: string | null
}

/** Where the customer came in last, kept with the customer so that any process can open the conversation. */
export const rememberEntry = (customerId: string, channelId: string, entry: Entry): Promise<void> =>
  saveCustomerEntry(pool(), customerId, channelId, entry)

export async function findEntry(customerId: string, channelId: string): Promise<Entry> {
  const found = await findCustomerEntry(customerId, channelId)
  return { siteId: null, projectType: null, pageUrl: null, language: null, ...found }
}
