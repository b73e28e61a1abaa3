import { z } from 'zod'
import { type SignInSettings, signInSettings } from '@/server/modules/accounts/contract'

/** The settings as fields: single sign-on keeps what was typed while it is off. */
const shape = z.object({
  secondStepRoles: z.array(z.string()),
  enabled: z.boolean(),
  passwordOff: z.boolean(),
  issuer: z.string(),
  clientId: z.string(),
  label: z.string(),
  create: z.boolean(),
  role: z.string().nullable(),
  domains: z.array(z.string()),
})
export type Values = z.output<typeof shape>

export function toValues({ secondStepRoles, oidc, passwordOff }: SignInSettings): Values {
  return {
    ...{ secondStepRoles, passwordOff, enabled: oidc !== null },
    issuer: oidc?.issuer ?? '',
    clientId: oidc?.clientId ?? '',
    label: oidc?.label ?? '',
    create: oidc?.entry === 'create',
    role: oidc?.role ?? null,
    domains: oidc?.domains ?? [],
  }
}

export function toSettings(values: Values): z.input<typeof signInSettings> {
  const { issuer, clientId, label, create, role, domains, secondStepRoles, passwordOff, enabled } = values
  if (!enabled) return { secondStepRoles, passwordOff: false, oidc: null }
  const entry = create ? 'create' : 'existing'
  return {
    ...{ secondStepRoles, passwordOff },
    oidc: { issuer, clientId, label, entry, role: create ? role : null, domains },
  }
}

/** Checked as the server will check it; its paths are those of the fields. */
export const rules = shape.superRefine((values, context) => {
  const result = signInSettings.safeParse(toSettings(values))
  for (const issue of result.error?.issues ?? []) {
    const path = issue.path[0] === 'oidc' ? issue.path.slice(1, 2) : issue.path.slice(0, 1)
    context.addIssue({ ...issue, path } as never)
  }
})
