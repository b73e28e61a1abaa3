import { z } from 'zod'
import { fileFormat, fileLanguage } from './exports'
import { periodFields, periodInOrder, periodNotTooLong } from './report'

/** One row per conversation, by when it began: what a data team reckons with. No words of a conversation. */
export const dataSetFilter = z
  .object(periodFields)
  .refine(periodInOrder, { error: 'period_order', path: ['to'] })
  .refine(periodNotTooLong, { error: 'period_too_long', path: ['to'] })
export type DataSetFilter = z.infer<typeof dataSetFilter>

export const dataSetChoices = z.object({
  format: fileFormat.default('csv'),
  language: fileLanguage.default('en'),
})
export type DataSetChoices = z.infer<typeof dataSetChoices>

type Kind = 'text' | 'count' | 'duration' | 'instant' | 'yes_no'
export type DataSetColumn = {
  key: string
  kind: Kind
  en: string
  zh: string
  /** What stands in it; docs/data-set.md is made of this. */
  about: string
}

const column = (key: string, kind: Kind, en: string, zh: string, about: string): DataSetColumn => ({
  ...{ key, kind, en, zh, about },
})

/** In the order of the file. A column keeps its key for ever; new ones are added at the end of their part. */
export const dataSetColumns: readonly DataSetColumn[] = [
  column('conversation_id', 'text', 'Conversation id', '会话 ID', 'Lasting id of the conversation.'),
  column('number', 'count', 'Number', '会话编号', 'The number that people see.'),
  column('thread_id', 'text', 'Thread id', '会话关系 ID', 'The line of conversations it belongs to.'),
  column('topic', 'text', 'Topic', '主题', 'What the thread is about: `general`, `product:…` or `order:…`.'),
  column('initiator', 'text', 'Begun by', '发起方', '`customer` or `agent`.'),
  column(
    'customer_id',
    'text',
    'Customer id',
    '客户 ID',
    'Lasting id of the customer; their name is not told.',
  ),
  column(
    'customer_external_id',
    'text',
    'Customer of the site',
    '站点客户 ID',
    'The id that the site signed; empty for anonymous visitors.',
  ),
  column('vip_level', 'count', 'VIP level', 'VIP 等级', 'As it is now.'),
  column('channel_id', 'text', 'Channel id', '渠道 ID', ''),
  column('channel', 'text', 'Channel', '渠道', ''),
  column('site_id', 'text', 'Site', '站点', 'As the entry said.'),
  column('project_type', 'text', 'Project type', '项目类型', 'As the entry said.'),
  column('language', 'text', 'Language', '语言', 'The customer’s.'),
  column('stage', 'text', 'Stage', '阶段', '`before_sale` or `after_sale`, as the entry said.'),
  column('category_id', 'text', 'Question id', '问题分类 ID', ''),
  column('category', 'text', 'Question', '问题分类', 'Name in the chosen language.'),
  column('wrap_up_id', 'text', 'Wrap-up id', '归档分类 ID', ''),
  column('wrap_up', 'text', 'Wrap-up', '归档分类', 'Name in the chosen language.'),
  column('tags', 'text', 'Tags', '标签', 'Of the conversation, by semicolons.'),
  column('status', 'text', 'Status', '状态', 'One of the six states, or `with_bot`.'),
  column(
    'creation_type',
    'text',
    'Creation type',
    '创建类型',
    '`direct`, `queued` or `offline`; empty before a person was asked for.',
  ),
  column('offline', 'yes_no', 'Message left', '留言', 'Taken as a message because nobody could answer.'),
  column('bot', 'yes_no', 'Bot answered', '机器人参与', 'The bot wrote at least once.'),
  column('bot_only', 'yes_no', 'Bot only', '仅机器人', 'Nobody asked for a person.'),
  column('offered', 'yes_no', 'Within service hours', '服务时间内', 'When a person was asked for.'),
  column(
    'wait_reason',
    'text',
    'Why it waited',
    '等待原因',
    '`no_room`, `all_offline`, `closed`, `paused` or `no_members`.',
  ),
  column('priority', 'count', 'Priority', '优先级', ''),
  column('first_group_id', 'text', 'First group id', '首个技能组 ID', 'The group first dispatched to.'),
  column('first_group', 'text', 'First group', '首个技能组', ''),
  column('group_id', 'text', 'Group id', '技能组 ID', 'The last one.'),
  column('group', 'text', 'Skill group', '技能组', ''),
  column('agent_id', 'text', 'Owner id', '归属客服 ID', 'Who holds it, or held it last.'),
  column('agent', 'text', 'Owner', '归属客服', ''),
  column('first_reply_agent_id', 'text', 'First answer by, id', '首次回复客服 ID', ''),
  column('first_reply_agent', 'text', 'First answer by', '首次回复客服', ''),
  column('agents', 'text', 'Agents', '参与客服', 'All who held it, in order, by semicolons.'),
  column('agent_count', 'count', 'Number of agents', '参与客服数', 'Different agents who held it.'),
  column('created_at', 'instant', 'Began', '开始时间', 'Decides in which period it is.'),
  column('entered_at', 'instant', 'Asked for a person', '请求人工时间', ''),
  column('first_assigned_at', 'instant', 'First assigned', '首次分配时间', ''),
  column('first_reply_at', 'instant', 'First answered', '首次回复时间', 'By a person.'),
  column('ended_at', 'instant', 'Ended', '结束时间', 'The last end.'),
  column('ended_by', 'text', 'Ended by', '结束方', '`customer`, `agent`, `supervisor` or `system`.'),
  column('end_reason', 'text', 'Why it ended', '结束原因', ''),
  column('abandoned', 'yes_no', 'Gave up waiting', '排队放弃', 'Left the queue before an agent came.'),
  column('queue_wait', 'duration', 'Wait', '排队等待', 'Entry to first assignment; 0 for `direct`.'),
  column('abandoned_after', 'duration', 'Gave up after', '放弃前等待', ''),
  column('in_time', 'yes_no', 'In time', '服务水平内', 'Assigned within the first group’s target.'),
  column(
    'first_response_customer',
    'duration',
    'First response, customer',
    '首次响应（客户视角）',
    'Entry to first human reply.',
  ),
  column(
    'first_response_agent',
    'duration',
    'First response, agent',
    '首次响应（客服视角）',
    'Assignment to first human reply.',
  ),
  column('reply_rounds', 'count', 'Answered rounds', '回复轮次', 'Rounds of question and answer.'),
  column('reply_wait', 'duration', 'Wait in rounds', '轮次等待合计', 'Sum; ÷ rounds = average response.'),
  column('duration', 'duration', 'Duration', '会话时长', 'Time agents held it.'),
  column(
    'active_time',
    'duration',
    'Active time',
    '活跃时长',
    'First assignment to end, gaps up to the silence threshold.',
  ),
  column('after_work', 'duration', 'After work', '话后处理时长', ''),
  column('handle_time', 'duration', 'Handle time', '处理时长', 'Active time and after work.'),
  column('customer_messages', 'count', 'Customer messages', '客户消息数', ''),
  column('agent_messages', 'count', 'Agent messages', '客服消息数', ''),
  column('bot_messages', 'count', 'Bot messages', '机器人消息数', ''),
  column('transfers', 'count', 'Transfers', '转接次数', ''),
  column('reopened', 'count', 'Reopened', '重新打开次数', ''),
  column(
    'resolved_at_once',
    'yes_no',
    'Solved at once',
    '一次解决',
    'Ended, not reopened, nothing new in the thread within 3 days.',
  ),
  column('rating', 'count', 'Rating', '评分', 'Stars, 1 to 5.'),
  column('rating_tags', 'text', 'Rating tags', '评价标签', 'Keys, by semicolons.'),
  column('rated_at', 'instant', 'Rated', '评价时间', ''),
  column('rated_agent_id', 'text', 'Rated agent id', '被评价客服 ID', 'The owner when it was rated.'),
]
export type DataSetKey = (typeof dataSetColumns)[number]['key']
