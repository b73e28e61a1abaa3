import { prisma } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { protectedProcedure, viewProcedure } from '@/server/platform/trpc/base'
import { createRole, deleteRole, restoreRole, updateRole } from './actions/save-role'
import { endView, startView } from './actions/view-as'
import * as contract from './contract'
import { explainAccess, findPeople, whoCan } from './store/access-questions'
import { listAudit } from './store/read-audit'
import { findRole, findRoleUses, listRoleNames, listRoles } from './store/roles'

const reading = protectedProcedure('roles.read')
const writing = protectedProcedure('roles.write')

async function getRole(id: string): Promise<contract.RoleDetail> {
  const role = await findRole(prisma(), id)
  if (!role) throw new AppError('not_found', 'There is no such role.')
  return role
}

/** Roles, who can do what and why, and the console as others see it. */
export const roleProcedures = {
  listRoles: reading.input(contract.listRolesInput).query(({ input }) => listRoles(input)),
  listRoleNames: reading.query(() => listRoleNames()),
  getRole: reading.input(contract.roleIdInput).query(({ input }) => getRole(input.id)),
  listRoleHistory: reading
    .input(contract.roleIdInput)
    .query(({ input }) =>
      listAudit({ entity: 'role', entityId: input.id, page: 1, pageSize: 50, direction: 'desc' }),
    ),
  findRoleUses: reading.input(contract.roleIdInput).query(async ({ input }) => {
    const { key, holders } = await getRole(input.id)
    return { holders, ...(await findRoleUses(prisma(), key)) }
  }),
  createRole: writing
    .input(contract.roleSettings)
    .mutation(({ ctx, input }) => createRole(ctx.principal, input)),
  updateRole: writing
    .input(contract.updateRoleInput)
    .mutation(({ ctx, input }) => updateRole(ctx.principal, input)),
  deleteRole: writing
    .input(contract.roleVersionInput)
    .mutation(({ ctx, input }) => deleteRole(ctx.principal, input)),
  restoreRole: writing
    .input(contract.restoreRoleInput)
    .mutation(({ ctx, input }) => restoreRole(ctx.principal, input.entryId)),
  findPeople: reading.input(contract.findPeopleInput).query(({ input }) => findPeople(input.search)),
  explainAccess: reading.input(contract.explainAccessInput).query(async ({ input }) => {
    const explained = await explainAccess(input.userId)
    if (!explained) throw new AppError('not_found', 'There is no such person.')
    return explained
  }),
  whoCan: reading.input(contract.whoCanInput).query(({ input }) => whoCan(input)),
  startView: reading.input(contract.startViewInput).mutation(async ({ ctx, input }) => {
    ctx.responseHeaders?.append('set-cookie', await startView(ctx.principal, input))
  }),
  endView: viewProcedure.mutation(async ({ ctx }) => {
    ctx.responseHeaders?.append('set-cookie', await endView(ctx.principal))
  }),
}
