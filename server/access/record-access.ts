/**
 * Which id of which call names a record that belongs to somebody: a test hands each of them the records of
 * others and of nobody, and expects the same answer to both. Calls whose permission knows no narrower scope
 * than the whole organisation have no foreign records and need no entry; for all others a missing one fails.
 */
export const kinds = [
  ...(['conversation', 'message', 'file', 'upload', 'participant', 'call', 'run'] as const),
  ...(['customer', 'note', 'ticket', 'ticketLink', 'callBack'] as const),
  ...(['group', 'agent', 'rosterEntry', 'leave', 'swap', 'alarm'] as const),
  ...(['quickReply', 'macro', 'view', 'token', 'notice', 'customReport'] as const),
  ...(['groupEntry', 'personEntry', 'customerEntry', 'replyEntry', 'macroEntry', 'reportEntry'] as const),
] as const
export type Kind = (typeof kinds)[number]

/** Why an id names nothing that is anybody's: there is no foreign one to try. */
export const free = {
  shared: 'belongs to the whole organisation; every reader of the list it is chosen from has seen it',
  chosen: 'made by the caller for this call',
  addressee: 'whom or which group work is handed to: anybody may hand work on',
} as const
export type Given = Kind | keyof typeof free

/** Names that mean the same wherever they stand; a call's own entry goes before. */
export const givenByName: Record<string, Given> = {
  ...{ channelId: 'shared', channelIds: 'shared', categoryId: 'shared', categoryIds: 'shared' },
  ...{ calendarId: 'shared', templateId: 'shared', wrapUpId: 'shared', procedureId: 'shared' },
  ...{ clientKey: 'chosen', clientMessageId: 'chosen', progressId: 'chosen', mentions: 'addressee' },
  ...{ conversationId: 'conversation', customerId: 'customer', messageId: 'message', partId: 'participant' },
  ...{ callId: 'call', runId: 'run', attachmentId: 'upload', attachmentIds: 'upload', linkId: 'ticketLink' },
  ...{ groupId: 'group', groupIds: 'group', agentId: 'agent', agentIds: 'agent', macroId: 'macro' },
  ...{ quickReplyId: 'shared', assigneeId: 'addressee', overflowGroupId: 'addressee' },
}

const id = (kind: Given): Record<string, Given> => ({ id: kind })
const many = (kind: Given): Record<string, Given> => ({ ids: kind })
const entry = (kind: Kind): Record<string, Given> => ({ entryId: kind })

/** Of each call the ids that their name alone does not tell. */
export const recordsOfCalls: Record<string, Record<string, Given>> = {
  'accounts.markNotices': many('notice'),
  'accounts.revokeToken': id('token'),
  'channels.listNodeConversations': id('shared'),
  'conversations.listQuickReplies': many('quickReply'),
  'conversations.getQuickReply': id('quickReply'),
  'conversations.updateQuickReply': id('quickReply'),
  'conversations.deleteQuickReply': id('quickReply'),
  'conversations.changeQuickReplies': { 'replies.id': 'quickReply' },
  'conversations.quickReplyHistory': id('quickReply'),
  'conversations.restoreQuickReply': entry('replyEntry'),
  'conversations.macroHistory': id('macro'),
  'conversations.restoreMacro': entry('macroEntry'),
  'conversations.countReplyUse': id('quickReply'),
  'customers.list': many('customer'),
  'customers.get': id('customer'),
  'customers.conversations': id('customer'),
  'customers.orders': id('customer'),
  'customers.history': id('customer'),
  'customers.update': id('customer'),
  'customers.change': { 'customers.id': 'customer' },
  'customers.restore': entry('customerEntry'),
  'customers.updateNote': id('note'),
  'customers.deleteNote': id('note'),
  'insights.shownWall': { groupId: 'chosen' },
  'insights.revokeDisplay': id('shared'),
  'insights.exportProgress': id('chosen'),
  'insights.getCustom': id('customReport'),
  'insights.updateCustom': id('customReport'),
  'insights.deleteCustom': id('customReport'),
  'insights.customHistory': id('customReport'),
  'insights.restoreCustom': entry('reportEntry'),
  'knowledge.countArticleUse': id('shared'),
  'knowledge.rateArticle': id('shared'),
  'oversight.acknowledgeAlarm': id('alarm'),
  'oversight.pauseEffect': many('group'),
  'schedules.changeRoster': { 'operations.id': 'rosterEntry' },
  'schedules.fillPeriod': { rotationId: 'shared' },
  'schedules.listTemplateHistory': id('shared'),
  'schedules.updateTemplate': id('shared'),
  'schedules.setTemplateDisabled': id('shared'),
  'schedules.deleteTemplate': id('shared'),
  'schedules.orderTemplates': many('shared'),
  'schedules.restoreTemplate': { entryId: 'shared' },
  'schedules.changeTemplates': { 'items.id': 'shared' },
  'schedules.changeRotations': { 'items.id': 'shared' },
  'schedules.getRotation': id('shared'),
  'schedules.listRotationHistory': id('shared'),
  'schedules.createRotation': { days: 'shared' },
  'schedules.updateRotation': { id: 'shared', 'rotation.days': 'shared' },
  'schedules.setRotationDisabled': id('shared'),
  'schedules.deleteRotation': id('shared'),
  'schedules.restoreRotation': { entryId: 'shared' },
  'schedules.withdrawLeave': id('leave'),
  'schedules.offerSwap': { entryId: 'rosterEntry', toAgentId: 'agent', toEntryId: 'rosterEntry' },
  'schedules.withdrawSwap': id('swap'),
  'schedules.answerSwap': id('swap'),
  'schedules.leaveEffect': id('leave'),
  'schedules.decideLeave': id('leave'),
  'schedules.cancelLeave': id('leave'),
  'schedules.decideSwap': id('swap'),
  'schedules.decideRequests': { 'items.id': 'leave' },
  'tickets.list': { ids: 'ticket', assignee: 'agent' },
  'tickets.board': { ids: 'ticket', assignee: 'agent' },
  'tickets.get': id('ticket'),
  'tickets.watch': id('ticket'),
  'tickets.open': { groupId: 'addressee' },
  'tickets.change': { id: 'ticket', 'patch.groupId': 'addressee' },
  'tickets.changeMany': { 'tickets.id': 'ticket', 'patch.groupId': 'addressee' },
  'tickets.comment': id('ticket'),
  'tickets.link': id('ticket'),
  'tickets.unlink': id('ticket'),
  'tickets.remove': id('ticket'),
  'tickets.listCallBacks': { assignee: 'agent' },
  'tickets.getCallBack': id('callBack'),
  'tickets.suggestTime': { groupId: 'addressee' },
  'tickets.createCallBack': { groupId: 'addressee', ticketId: 'ticket' },
  'tickets.updateCallBack': { id: 'callBack', 'callBack.groupId': 'addressee' },
  'tickets.endCallBack': id('callBack'),
  'tickets.dialCallBack': id('callBack'),
  'tickets.cancelCallBack': id('callBack'),
  'workforce.people.update': id('agent'),
  'workforce.people.edit': many('agent'),
  'workforce.people.restore': entry('personEntry'),
  'workforce.listGroups': { memberId: 'agent' },
  'workforce.getGroup': id('group'),
  'workforce.listGroupHistory': id('group'),
  'workforce.findGroupUses': id('group'),
  'workforce.createGroup': { parentId: 'group' },
  'workforce.updateGroup': { id: 'group', 'group.parentId': 'group' },
  'workforce.moveGroup': { id: 'group', parentId: 'group' },
  'workforce.setGroupDisabled': id('group'),
  'workforce.deleteGroup': id('group'),
  'workforce.editGroups': many('group'),
  'workforce.restoreGroup': entry('groupEntry'),
  'workforce.listQualityVersions': id('group'),
}

/** Calls that answer others and nobody alike with success, because nothing comes of it. */
export const answersAnyway: Record<string, string> = {
  'accounts.markNotices': 'marks those among the ids that are the caller’s own',
  'conversations.countReplyUse': 'counts only a reply that the caller may use',
  'schedules.decideRequests': 'answers each request by itself, with its refusal',
  'PUT /agent/views/order': 'orders those among the ids that are the caller’s own',
  'workforce.previewCapacity': 'reckons with what it is given and changes nothing',
}

/** Where others and nobody are told apart, and why that gives nothing away. */
export const tellsApart: Record<string, string> = {
  'POST /agent/reassignments':
    'ids of conversations come from a list; none that is there answers an empty list, those beyond the scope 404',
}

/** Endpoints about what belongs to the whole organisation, and one whose caller is a robot by its signature. */
export const whole = ['/admin/', '/dispatch/', '/im/', '/calls/']

const conversations = id('conversation')

/** The same for the endpoints of the REST API; `id` is the one in the path. */
export const recordsOfEndpoints: Record<string, Record<string, Given>> = {
  'POST /conversations': { 'message.meta.choice.id': 'shared' },
  'POST /conversations/{id}/messages': { ...conversations, 'meta.choice.id': 'shared' },
  'GET /attachments/{id}': id('file'),
  'POST /agent/conversations/{id}/transfer': { ...conversations, agentId: 'addressee', groupId: 'addressee' },
  'POST /agent/conversations/{id}/assign': { ...conversations, agentId: 'addressee' },
  'POST /agent/conversations/{id}/move': { ...conversations, groupId: 'addressee' },
  'POST /agent/conversations/{id}/participants': { ...conversations, userId: 'addressee' },
  'POST /agent/reassignments': {
    ...{ 'from.agentId': 'agent', 'from.conversationIds': 'conversation' },
    ...{ 'to.agentId': 'addressee', 'to.groupId': 'addressee' },
  },
  'POST /agent/macros': { 'steps.groupId': 'addressee' },
  'PUT /agent/macros/{id}': { id: 'macro', 'steps.groupId': 'addressee' },
  'DELETE /agent/macros/{id}': id('macro'),
  'PUT /agent/views/order': many('view'),
  'PUT /agent/views/{id}': id('view'),
  'DELETE /agent/views/{id}': id('view'),
  'POST /agent/tickets': { groupId: 'addressee' },
  'GET /agent/tickets/{id}': id('ticket'),
  'PATCH /agent/tickets/{id}': { id: 'ticket', 'patch.groupId': 'addressee' },
  'POST /agent/tickets/{id}/comments': id('ticket'),
}
