import { z } from 'zod'

export const callBackStates = ['waiting', 'done', 'cancelled'] as const
export type CallBackState = (typeof callBackStates)[number]
export const callBackResults = ['reached', 'not_reached', 'try_again', 'wrong_number'] as const
export type CallBackResult = (typeof callBackResults)[number]

const id = z.uuid()
const moment = z.iso.datetime({ offset: true })
export const phoneNumber = z
  .string()
  .trim()
  .max(40)
  .regex(/^\+?[0-9][0-9 ()./-]{2,}$/, 'phone')

const fields = {
  name: z.string().trim().max(120).default(''),
  phone: phoneNumber,
  dueAt: moment,
  groupId: id.nullable().default(null),
  assigneeId: id.nullable().default(null),
  note: z.string().trim().max(2_000).default(''),
}
export const createCallBackInput = z.object({
  clientKey: z.uuid(),
  ...fields,
  customerId: id.nullable().default(null),
  conversationId: id.nullable().default(null),
  ticketId: id.nullable().default(null),
})
export type CreateCallBack = z.output<typeof createCallBackInput>

const versioned = z.object({ id, version: z.int().min(1) })
export const callBackIdInput = z.object({ id })
export const updateCallBackInput = versioned.extend({
  callBack: z.object({
    ...fields,
    /** As it was shown: a covered number leaves the one that is kept. */
    phone: z.union([phoneNumber, z.string().regex(/^\*{3,40}\d{1,4}$/)]),
  }),
})
export const endCallBackInput = versioned
  .extend({
    result: z.enum(callBackResults),
    note: z.string().trim().max(1_000).default(''),
    /** When it is tried again. */
    dueAt: moment.nullable().default(null),
  })
  .refine(({ result, dueAt }) => result !== 'try_again' || dueAt !== null, {
    message: 'required',
    path: ['dueAt'],
  })
export const cancelCallBackInput = versioned

export const callBackSorts = ['due', 'name', 'assignee', 'created'] as const
export const listCallBacksInput = z.object({
  search: z.string().trim().max(120).default(''),
  state: z.enum(callBackStates).optional(),
  assignee: z.union([z.enum(['me', 'none']), id]).optional(),
  customerId: id.optional(),
  overdue: z.boolean().optional(),
  sort: z.enum(callBackSorts).default('due'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  page: z.int().min(1).default(1),
  pageSize: z.int().min(1).max(100).default(25),
})
export type ListCallBacks = z.output<typeof listCallBacksInput>
export const suggestTimeInput = z.object({ groupId: id.nullable().default(null) })

type Named = { id: string; name: string }
export type CallBackRow = {
  id: string
  name: string
  phone: string
  dueAt: string
  overdue: boolean
  state: CallBackState
  result: string | null
  tries: number
  note: string
  customer: Named | null
  conversationId: string | null
  ticket: { id: string; number: number } | null
  group: Named | null
  assignee: Named | null
  version: number
}
export type CallBackView = CallBackRow & {
  mayEdit: boolean
  history: { id: string; at: string; kind: string; actor: string; detail: Record<string, unknown> }[]
}
