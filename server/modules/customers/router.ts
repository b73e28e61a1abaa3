import { listRecordHistory } from '@/server/modules/accounts'
import { historyEntryInput } from '@/server/modules/accounts/contract'
import { pool } from '@/server/platform/db/pool'
import { protectedProcedure, router } from '@/server/platform/trpc/base'
import {
  blockCustomer,
  changeCustomers,
  restoreCustomer,
  unblockCustomer,
  updateCustomer,
} from './actions/change-customers'
import { askErasure, cancelErasure, previewErasure } from './actions/erase-customer'
import { importCustomers } from './actions/exchange-customers'
import { addNote, deleteNote, updateNote } from './actions/keep-notes'
import { getShop, saveShop } from './actions/keep-shop'
import { mergeCustomers, previewMerge } from './actions/merge-customers'
import { listOrders } from './actions/pull-orders'
import {
  fieldDefinitions,
  getCustomer,
  listConversations,
  listCustomers,
  requireCustomer,
} from './actions/read-customers'
import * as contract from './contract'
import { listTags } from './store/customers'
import { findProducts } from './store/products'

const reading = protectedProcedure('customers.read')
const editing = protectedProcedure('customers.edit')
const managing = protectedProcedure('customers.manage')
const answering = protectedProcedure('agent.receive')
const setting = protectedProcedure('settings.write')
const erasing = protectedProcedure('customers.erase')

export const customersRouter = router({
  list: reading
    .input(contract.listCustomersInput)
    .query(({ ctx, input }) => listCustomers(ctx.principal, input)),
  get: reading
    .input(contract.customerIdInput)
    .query(({ ctx, input }) => getCustomer(ctx.principal, input.id)),
  conversations: reading
    .input(contract.pageOfInput)
    .query(({ ctx, input }) => listConversations(ctx.principal, input)),
  findProducts: answering
    .input(contract.findProductsInput)
    .query(({ input }) => findProducts(pool(), input.search)),
  orders: reading
    .input(contract.customerIdInput)
    .query(({ ctx, input }) => listOrders(ctx.principal, input.id)),
  getShop: setting.query(() => getShop()),
  saveShop: setting.input(contract.shopInput).mutation(({ ctx, input }) => saveShop(ctx.principal, input)),
  choices: reading.query(async () => ({ tags: await listTags(pool()), fields: await fieldDefinitions() })),
  history: reading.input(contract.customerIdInput).query(async ({ ctx, input }) => {
    const { id } = await requireCustomer(ctx.principal, input.id)
    return listRecordHistory('customer', id)
  }),
  update: editing
    .input(contract.updateCustomerInput)
    .mutation(({ ctx, input }) => updateCustomer(ctx.principal, input)),
  change: editing
    .input(contract.changeCustomersInput)
    .mutation(({ ctx, input }) => changeCustomers(ctx.principal, input)),
  restore: editing
    .input(historyEntryInput)
    .mutation(({ ctx, input }) => restoreCustomer(ctx.principal, input.entryId)),
  addNote: editing.input(contract.addNoteInput).mutation(({ ctx, input }) => addNote(ctx.principal, input)),
  updateNote: editing
    .input(contract.updateNoteInput)
    .mutation(({ ctx, input }) => updateNote(ctx.principal, input)),
  deleteNote: editing
    .input(contract.versionedCustomerInput)
    .mutation(({ ctx, input }) => deleteNote(ctx.principal, input)),
  block: managing
    .input(contract.blockInput)
    .mutation(({ ctx, input }) => blockCustomer(ctx.principal, input)),
  unblock: managing
    .input(contract.versionedCustomerInput)
    .mutation(({ ctx, input }) => unblockCustomer(ctx.principal, input)),
  previewMerge: managing
    .input(contract.mergePair)
    .query(({ ctx, input }) => previewMerge(ctx.principal, input)),
  merge: managing
    .input(contract.mergeInput)
    .mutation(({ ctx, input }) => mergeCustomers(ctx.principal, input)),
  previewErasure: erasing
    .input(contract.customerIdInput)
    .query(({ ctx, input }) => previewErasure(ctx.principal, input.id)),
  erase: erasing.input(contract.eraseInput).mutation(({ ctx, input }) => askErasure(ctx.principal, input)),
  cancelErasure: erasing
    .input(contract.customerIdInput)
    .mutation(({ ctx, input }) => cancelErasure(ctx.principal, input.id)),
  import: managing
    .input(contract.importCustomersInput)
    .mutation(({ ctx, input }) => importCustomers(ctx.principal, input)),
})
