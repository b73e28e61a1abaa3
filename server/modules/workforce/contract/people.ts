import { z } from 'zod'
import { type Locale, locales, userSettings } from '@/server/modules/accounts/contract'
import { ramp, windowSettings } from './capacity'

const whole = (min: number, max: number) => z.number().int().min(min).max(max)
/** As in contract.ts, which reads this file. */
const most = { capacity: 1000, level: 100, quality: 10_000, groups: 100, languages: 20 }

export const membershipSettings = z.object({
  groupId: z.uuid(),
  level: whole(1, most.level),
  quality: whole(0, most.quality),
  capacity: whole(0, most.capacity).nullable(),
  offlineReceiver: z.boolean(),
})

/** The part of whoever receives conversations. */
export const personAgent = z.object({
  publicName: z.string().trim().min(1).max(80),
  /** BCP 47, as channels and rules name them. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).max(most.languages),
  capacity: whole(0, most.capacity),
  ramp,
  window: windowSettings.nullable(),
  groups: z.array(membershipSettings).max(most.groups),
})

/** Everybody who signs in; `agent` null: receives no conversations. */
export const personSettings = z.object({ user: userSettings, agent: personAgent.nullable() })
export type PersonSettings = z.infer<typeof personSettings>
export type PersonAgent = z.infer<typeof personAgent>
export type MembershipSettings = z.infer<typeof membershipSettings>

export const createPersonInput = personSettings.extend({ invite: z.boolean().default(true) })
export const updatePersonInput = z.object({ id: z.uuid(), version: z.number(), person: personSettings })
export const personIdInput = z.object({ id: z.uuid() })
export const personVersionInput = z.object({ id: z.uuid(), version: z.number() })
export const peopleIdsInput = z.object({ ids: z.array(z.uuid()).min(1).max(200) })
export const restorePersonInput = z.object({ entryId: z.uuid() })

export const personStates = ['active', 'invited', 'no_sign_in', 'disabled'] as const
export type PersonState = (typeof personStates)[number]
export const personSorts = [
  'name',
  'email',
  'status',
  'load',
  'limit',
  'lastSignIn',
  'state',
  'created',
] as const
export type PersonSort = (typeof personSorts)[number]
export const personKinds = ['agents', 'others'] as const
export const peopleFilter = z.object({
  search: z.string().trim().max(100).optional(),
  state: z.enum(personStates).optional(),
  status: z.enum(['online', 'busy', 'offline']).optional(),
  kind: z.enum(personKinds).optional(),
  role: z.string().max(80).optional(),
  groupId: z.uuid().optional(),
  sort: z.enum(personSorts).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
})
export type PeopleFilter = z.infer<typeof peopleFilter>
export const listPeopleInput = peopleFilter.extend({
  page: whole(1, 100_000).default(1),
  pageSize: whole(1, 200).default(25),
})

export const peopleChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add_group'), membership: membershipSettings }),
  z.object({ kind: z.literal('remove_group'), groupId: z.uuid() }),
  z.object({ kind: z.literal('add_role'), role: z.string().max(80) }),
  z.object({ kind: z.literal('remove_role'), role: z.string().max(80) }),
  z.object({ kind: z.literal('capacity'), capacity: whole(0, most.capacity) }),
  z.object({ kind: z.literal('language'), locale: z.enum(locales).nullable() }),
])
export type PeopleChange = z.infer<typeof peopleChange>
export const editPeopleInput = peopleIdsInput.extend({ change: peopleChange })

export const peopleCsvLimits = { bytes: 20_000_000, rows: 50_000 }
export const importPeopleInput = z.object({ csv: z.string().max(peopleCsvLimits.bytes), dryRun: z.boolean() })

/** What one says of oneself. */
export const ownProfileInput = z.object({
  name: userSettings.shape.name,
  /** Of whoever receives conversations. */
  agent: personAgent.pick({ publicName: true, languages: true }).nullable(),
})

export type PersonRow = {
  id: string
  name: string
  email: string
  picture: string | null
  locale: string | null
  state: PersonState
  roles: { key: string; name: string }[]
  lastSignInAt: string | null
  createdAt: string
  /** null: receives no conversations. */
  agent: {
    publicName: string
    status: 'online' | 'busy' | 'offline'
    statusReason: string | null
    current: number
    capacity: number
    groups: { id: string; name: string }[]
  } | null
}

/** How somebody gets in. */
export type SignInMethods = {
  password: boolean
  /** Providers of single sign-on. */
  identities: string[]
  secondStep: boolean
  tokens: number
  invitation: { expiresAt: string } | null
}

export type PersonDetail = PersonSettings & {
  id: string
  version: number
  disabled: boolean
  state: PersonState
  picture: string | null
  createdAt: string
  lastSignInAt: string | null
  /** Conversations held now. */
  current: number
  methods: SignInMethods
  /** Roles that this reader may neither give nor take, or the person as a whole: they may do more. */
  above: boolean
}

export type RoleChoice = { key: string; name: string; lacking: string[]; receives: boolean }
export type PeopleChoices = { roles: RoleChoice[]; groups: { id: string; name: string; disabled: boolean }[] }

/** What the audit log keeps: the settings with the names of that time beside the ids. */
export type PersonSnapshot = {
  user: PersonSettings['user'] & { roleNames: string[] }
  agent: (Omit<PersonAgent, 'groups'> & { groups: (MembershipSettings & { name: string })[] }) | null
  disabled: boolean
}

/** What disabling these people would do. */
export type DisableEffect = {
  names: string[]
  /** Conversations held, live and messages. */
  live: number
  messages: number
  futureShifts: number
  /** Groups that lose an offline receiver, or their last member. */
  receiverOf: string[]
  lastOf: string[]
}

export type MadeLink = { path: string; expiresAt: string; mailed: boolean | null }
/** Of several at once; `skipped` have a password already, or are disabled. */
export type InvitedPeople = { links: (MadeLink & { name: string; email: string })[]; skipped: number }
export type PeopleImportReport = {
  applied: boolean
  created: number
  updated: number
  unchanged: number
  problems: { row: number; column: string; code: string; value: string }[]
}
export type OwnProfile = {
  name: string
  email: string
  picture: string | null
  locale: Locale | null
  agent: { publicName: string; languages: string[] } | null
}
