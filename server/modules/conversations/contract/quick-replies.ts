import { z } from 'zod'

/** own: only for whoever wrote it; group: for the members of one group; all: for every agent. */
export const replyScope = z.enum(['own', 'group', 'all'])
export type ReplyScope = z.infer<typeof replyScope>

/** What is typed after the slash: letters and digits of any script, and dashes between them. */
const shortcut = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u, 'letters, digits, - and _ only')

/** The fields one by one: a file names each bad one. */
export const quickReplyFields = {
  scope: replyScope,
  groupId: z.uuid().nullable(),
  shortcut,
  title: z.string().trim().min(1).max(80),
  text: z.string().trim().min(1).max(4_000),
}

export const quickReplyInput = z
  .object(quickReplyFields)
  .refine((reply) => (reply.scope === 'group') === (reply.groupId !== null), {
    message: 'a group is needed for the scope group, and for no other',
    path: ['groupId'],
  })
export type QuickReplyInput = z.infer<typeof quickReplyInput>

export const replyFilter = z.object({
  search: z.string().trim().max(80).default(''),
  scope: replyScope.optional(),
})
export type ReplyFilter = z.output<typeof replyFilter>

export const listQuickRepliesInput = replyFilter.extend({
  sort: z.enum(['shortcut', 'title', 'used', 'updated']).default('shortcut'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  page: z.number().int().min(1).default(1),
  pageSize: z.number().int().min(1).max(100).default(25),
})
export type ListQuickReplies = z.output<typeof listQuickRepliesInput>

export const quickReplyIdInput = z.object({ id: z.uuid() })
export const updateQuickReplyInput = z.object({
  id: z.uuid(),
  version: z.number().int().min(1),
  reply: quickReplyInput,
})
export const deleteQuickReplyInput = z.object({ id: z.uuid(), version: z.number().int().min(1) })

export const changeQuickRepliesInput = z.object({
  replies: z.array(deleteQuickReplyInput).min(1).max(100),
  act: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('delete') }),
    z
      .object({ kind: z.literal('keep_for'), scope: replyScope, groupId: z.uuid().nullable() })
      .refine((act) => (act.scope === 'group') === (act.groupId !== null), { path: ['groupId'] }),
  ]),
})

export type QuickReplyView = QuickReplyInput & {
  id: string
  groupName: string | null
  usedCount: number
  version: number
  updatedAt: string
}

/** What the composer offers after a slash. */
export type UsableReply = Pick<QuickReplyView, 'id' | 'scope' | 'shortcut' | 'title' | 'text' | 'usedCount'>
