/** Tables in the order in which they are filled (parents first), with the columns that the rows hold. */
export const columns = {
  organization: 'id name time_zone default_language config_version settings created_at',
  calendars: 'id name time_zone weekly exceptions',
  users: 'id email name password_hash locale created_at updated_at',
  user_roles: 'user_id role_id',
  agents:
    'id public_name languages capacity status status_source status_reason status_since guard last_assigned_at',
  skill_groups:
    'id name description parent_id offline_mode max_queue_length max_wait_seconds overflow_group_id service_level_seconds settings created_at updated_at',
  group_members: 'group_id agent_id level quality capacity offline_receiver',
  shift_templates: 'id name code color segments position',
  rotations: 'id name days',
  rotation_members: 'id rotation_id agent_id starts_on offset_days',
  roster_entries: 'id agent_id day template_id segments published published_at',
  coverage_targets: 'group_id weekday slot agents',
  shifts: 'id agent_id starts_at ends_at kind entry_id',
  agent_status_spans: 'id agent_id status source reason from_at until_at',
  channels:
    'id public_key name kind language site_ids project_types color greeting calendar_id default_group_id confirm_closing settings created_at',
  categories: 'id parent_id names position',
  wrap_ups: 'id parent_id names position',
  routing_rules: 'id position name conditions group_id priority_boost',
  customers: 'id external_id name email phone language tags vip_level profile created_at last_seen_at',
  threads: 'id customer_id initiator topic created_at',
  conversations:
    'id number thread_id customer_id channel_id group_id first_group_id agent_id status state_since live creation_type category_id wrap_up_id priority site_id project_type page_url language offered created_at entered_at first_assigned_at assigned_at first_reply_at first_reply_by ended_at ended_by end_reason wait_reason abandoned reopened_count transfer_count rating_invited_at last_seq last_message_at last_message_text last_message_from agent_messages customer_messages customer_read_seq agent_read_seq',
  messages:
    'conversation_id seq id sender_kind sender_id client_message_id kind text attachment_id waiting created_at',
  conversation_events: 'conversation_id seq type audience payload created_at',
  assignments:
    'id conversation_id agent_id group_id reason holds_place over_limit started_at ended_at end_reason',
  reply_rounds: 'conversation_id seq agent_id group_id asked_at replied_at',
  ratings: 'conversation_id score tags comment agent_id group_id created_at',
  dispatch_decisions: 'id conversation_id at kind group_id agent_id config_version body',
} as const
export type Table = keyof typeof columns
export type Row = readonly unknown[]
/** Where rows go: a list of them, or straight into the text of COPY. */
export type RowList = { readonly length: number; push(row: Row): unknown }
export type Rows<L = Row[]> = Record<Table, L>
