import { z } from 'zod'
import { can } from '@/server/access'
import { listAudit } from '@/server/modules/accounts'
import { prisma } from '@/server/platform/db/prisma'
import { protectedProcedure, router, signedInProcedure } from '@/server/platform/trpc/base'
import { missing } from './actions/hold-people'
import { importPeople } from './actions/import-people'
import {
  cancelInvitation,
  makeResetLink,
  sendInvitation,
  sendInvitations,
  signOutPerson,
  takeSecondStep,
} from './actions/person-access'
import { restorePerson } from './actions/restore-person'
import { deletePerson, previewDisabling } from './actions/retire-person'
import { createPerson, editPeople, saveOwnProfile, updatePerson } from './actions/save-person'
import * as contract from './contract'
import { listPeople, scopeOfPeople } from './store/list-people'
import { findPersonDetail, listRoleChoices } from './store/person-detail'
import { listKnownGroups } from './store/stored-groups'

const reading = protectedProcedure('users.read')
const writing = protectedProcedure('users.write')
/** The agent's part, by whoever leads; what concerns the user is checked field by field. */
const leading = protectedProcedure('agents.write')
const byId = contract.personIdInput

/** Everybody who signs in, whether or not they receive conversations. */
export const peopleRouter = router({
  list: reading.input(contract.listPeopleInput).query(({ ctx, input }) =>
    listPeople(input, scopeOfPeople(ctx.principal), {
      limit: input.pageSize,
      offset: (input.page - 1) * input.pageSize,
    }),
  ),
  get: reading.input(byId).query(async ({ ctx, input }) => {
    const person = await findPersonDetail(input.id, ctx.principal)
    const groupIds = person?.agent?.groups.map((group) => group.groupId) ?? []
    if (!person || !can(ctx.principal, 'users.read', { ownerId: input.id, groupIds })) throw missing()
    return person
  }),
  choices: reading.query(async ({ ctx }) => ({
    roles: await listRoleChoices(ctx.principal),
    groups: (await listKnownGroups(prisma())).map(({ id, name, disabled }) => ({ id, name, disabled })),
  })),
  history: reading.input(byId).query(async ({ ctx, input }) => {
    const person = await findPersonDetail(input.id, ctx.principal)
    const groupIds = person?.agent?.groups.map((group) => group.groupId) ?? []
    if (!can(ctx.principal, 'users.read', { ownerId: input.id, groupIds })) throw missing()
    return listAudit({ entityId: input.id, page: 1, pageSize: 50, direction: 'desc' })
  }),
  disableEffect: writing
    .input(contract.peopleIdsInput)
    .query(({ ctx, input }) => previewDisabling(ctx.principal, input.ids)),
  create: writing
    .input(contract.createPersonInput)
    .mutation(({ ctx, input }) => createPerson(ctx.principal, input, ctx.origin ?? null)),
  update: leading
    .input(contract.updatePersonInput)
    .output(z.void())
    .mutation(({ ctx, input }) => updatePerson(ctx.principal, input)),
  edit: leading
    .input(contract.editPeopleInput)
    .mutation(({ ctx, input }) => editPeople(ctx.principal, input)),
  restore: leading
    .input(contract.restorePersonInput)
    .mutation(({ ctx, input }) => restorePerson(ctx.principal, input)),
  delete: writing
    .input(contract.personVersionInput)
    .output(z.void())
    .mutation(({ ctx, input }) => deletePerson(ctx.principal, input)),
  import: writing
    .input(contract.importPeopleInput)
    .mutation(({ ctx, input }) => importPeople(ctx.principal, input)),
  sendInvitation: writing
    .input(byId)
    .mutation(({ ctx, input }) => sendInvitation(ctx.principal, input.id, ctx.origin ?? null)),
  sendInvitations: writing
    .input(contract.peopleIdsInput)
    .mutation(({ ctx, input }) => sendInvitations(ctx.principal, input.ids, ctx.origin ?? null)),
  cancelInvitation: writing
    .input(byId)
    .output(z.void())
    .mutation(({ ctx, input }) => cancelInvitation(ctx.principal, input.id)),
  makeResetLink: writing
    .input(byId)
    .mutation(({ ctx, input }) => makeResetLink(ctx.principal, input.id, ctx.origin ?? null)),
  signOut: writing
    .input(byId)
    .output(z.void())
    .mutation(({ ctx, input }) => signOutPerson(ctx.principal, input.id)),
  removeSecondStep: writing
    .input(byId)
    .output(z.void())
    .mutation(({ ctx, input }) => takeSecondStep(ctx.principal, input.id)),
  mine: signedInProcedure.query(async ({ ctx }): Promise<contract.OwnProfile> => {
    const person = await findPersonDetail(ctx.principal.userId, ctx.principal)
    if (!person) throw missing()
    const { user, agent, picture } = person
    return {
      ...{ name: user.name, email: user.email, locale: user.locale, picture },
      agent: agent && { publicName: agent.publicName, languages: agent.languages },
    }
  }),
  saveMine: signedInProcedure
    .input(contract.ownProfileInput)
    .output(z.void())
    .mutation(({ ctx, input }) => saveOwnProfile(ctx.principal, input)),
})
