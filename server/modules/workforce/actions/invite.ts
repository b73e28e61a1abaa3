import type { Principal } from '@/server/access'
import { mailLink, makeLink } from '@/server/modules/accounts'
import type { LinkPurpose } from '@/server/modules/accounts/contract'
import type { Db } from '@/server/platform/db/prisma'
import { env } from '@/server/platform/env'
import type { MadeLink } from '../contract'

type Invited = { id: string; name: string; email: string; locale: string | null }
/** `byMail` false: the mail server has just refused another. */
export type Sent = { deliver: (origin: string | null, byMail?: boolean) => Promise<MadeLink> }

/** The link is made in the transaction and mailed after it; `origin` is where the one who invites stands. */
export async function invite(
  tx: Db,
  by: Principal,
  user: Invited,
  purpose: LinkPurpose = 'invitation',
): Promise<Sent> {
  const made = await makeLink(tx, by, user, purpose)
  return {
    deliver: async (origin, byMail = true) => {
      if (!byMail) return { ...made, mailed: false }
      const base = env().publicUrl ?? origin
      if (!base) return { ...made, mailed: null }
      const link = `${base}${made.path}`
      return { ...made, mailed: await mailLink({ user, purpose, link, by: by.name }) }
    },
  }
}
