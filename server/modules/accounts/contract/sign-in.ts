import { z } from 'zod'

const password = z.string().min(1).max(200)
const code = z.string().trim().min(6).max(40)

const host = /^([a-z0-9-]+\.)+[a-z]{2,}$/

/** Plain http only to this machine: for trying it out. */
function isIssuer(text: string): boolean {
  try {
    const url = new URL(text)
    const local = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
    return (url.protocol === 'https:' || (local && url.protocol === 'http:')) && !url.search && !url.hash
  } catch {
    return false
  }
}

/** Single sign-on; the client's secret stands in the environment (OIDC_CLIENT_SECRET), never here. */
export const oidcSettings = z.strictObject({
  issuer: z.string().trim().max(300).refine(isIssuer, 'issuer'),
  clientId: z.string().trim().min(1).max(200),
  /** On the button of the sign-in page. */
  label: z.string().trim().min(1).max(60),
  /** existing: only who has an account with the verified address; create: others get one with the role. */
  entry: z.enum(['existing', 'create']).default('existing'),
  /** Key of the role of accounts that are made. */
  role: z.string().max(60).nullable().default(null),
  /** Domains of addresses that may come in; none = all. */
  domains: z.array(z.string().trim().toLowerCase().max(200).regex(host, 'domain')).max(50).default([]),
})
export type OidcSettings = z.output<typeof oidcSettings>

export const signInSettings = z
  .strictObject({
    /** Keys of roles whose holders need a second step beside their password. */
    secondStepRoles: z.array(z.string().max(60)).max(200).default([]),
    oidc: oidcSettings.nullable().default(null),
    /** Whoever has come in by single sign-on does so from then on; the last administrator keeps the password. */
    passwordOff: z.boolean().default(false),
  })
  .superRefine(({ oidc, passwordOff }, context) => {
    if (oidc?.entry === 'create' && !oidc.role)
      context.addIssue({ code: 'custom', path: ['oidc', 'role'], message: 'choose_one' })
    if (passwordOff && !oidc)
      context.addIssue({ code: 'custom', path: ['passwordOff'], message: 'needs_oidc' })
  })
export type SignInSettings = z.output<typeof signInSettings>

export const saveSignInInput = z.object({
  settings: signInSettings,
  /** As read: another change in between is a conflict. */
  before: signInSettings,
})
export type SignInView = {
  settings: SignInSettings
  secretSet: boolean
  /** The address to register with the identity provider. */
  redirectUri: string
  roles: { key: string; name: string }[]
}
export const testOidcInput = oidcSettings.pick({ issuer: true, clientId: true })

export const startSecondStepInput = z.object({ password })
export const confirmSecondStepInput = z.object({ code })
export const disableSecondStepInput = z.object({ password, code })

export type SecondStepView = {
  enabledAt: string | null
  recoveryLeft: number
  /** One of the person's roles asks for it. */
  required: boolean
  hasPassword: boolean
}
