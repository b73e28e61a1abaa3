-- An external IM whose users talk to a robot account: one connection per channel of kind im.
create table im_connections (
  channel_id uuid primary key references channels(id) on delete cascade,
  robot_id text not null,
  -- Sealed.
  robot_secret bytea not null,
  admin_secret bytea,
  -- im/contract.ts, imSettings.
  settings jsonb not null,
  enabled boolean not null default true,
  -- The log has been read up to this transaction; what happened before `since` is not told.
  horizon xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
  since timestamptz(3) not null,
  last_sent_at timestamptz(3),
  last_received_at timestamptz(3),
  failing_since timestamptz(3),
  -- Callbacks that were refused.
  forged integer not null default 0,
  late integer not null default 0,
  replayed integer not null default 0,
  version integer not null default 1,
  created_at timestamptz(3) not null default now()
);

-- A user of the IM, and the shadow account that stands for them towards agents inside the IM.
create table im_customers (
  id uuid primary key,
  channel_id uuid not null references im_connections(channel_id) on delete cascade,
  im_user_id text not null,
  customer_id uuid references customers(id) on delete cascade,
  language text,
  -- The menu was shown: the next word is an answer to it.
  greeted_at timestamptz(3),
  -- What was written before it: it goes along when a person is asked for.
  pending text,
  shadow_id text,
  -- Sealed.
  shadow_secret bytea,
  shadow_made_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  unique (channel_id, im_user_id),
  unique (channel_id, shadow_id)
);
create index im_customers_customer on im_customers(customer_id);

-- Who of the agents is whom in the IM.
create table im_agents (
  channel_id uuid not null references im_connections(channel_id) on delete cascade,
  agent_id uuid not null references agents(id) on delete cascade,
  im_user_id text not null,
  -- Counts as connected while this is on: the status follows choice and roster.
  receives boolean not null default false,
  primary key (channel_id, agent_id),
  unique (channel_id, im_user_id)
);
create index im_agents_agent on im_agents(agent_id);

-- What the IM told, each message once; what was written is taken out once it stands in the conversation.
create table im_inbox (
  id uuid primary key,
  channel_id uuid not null references im_connections(channel_id) on delete cascade,
  message_uid text not null,
  robot_id text not null,
  sender text not null,
  body jsonb,
  sent_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  attempts integer not null default 0,
  processed_at timestamptz(3),
  given_up_at timestamptz(3),
  last_error text,
  unique (channel_id, message_uid)
);
create index im_inbox_due on im_inbox(due_at) where processed_at is null and given_up_at is null;
create index im_inbox_lane on im_inbox(channel_id, robot_id, sender, sent_at)
  where processed_at is null and given_up_at is null;
create index im_inbox_ended on im_inbox(received_at);

create table im_nonces (
  channel_id uuid not null references im_connections(channel_id) on delete cascade,
  nonce text not null,
  until timestamptz(3) not null,
  primary key (channel_id, nonce)
);
create index im_nonces_until on im_nonces(until);

-- What the IM is owed. A row of a conversation's log holds no words: they are read when it is sent.
create table im_outbox (
  id uuid primary key default gen_random_uuid(),
  position bigint not null generated always as identity,
  channel_id uuid not null references im_connections(channel_id) on delete cascade,
  im_customer_id uuid references im_customers(id) on delete cascade,
  -- robot or shadow.
  via text not null,
  target text not null,
  conversation_id uuid references conversations(id) on delete cascade,
  seq bigint,
  -- Words that stand in no log: a welcome, a menu, a hint.
  body jsonb,
  -- Why it exists; the same reason never makes two.
  key text not null,
  at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  attempts integer not null default 0,
  -- A try was begun and nobody knows how it ended.
  unknown boolean not null default false,
  repeated boolean not null default false,
  sent_at timestamptz(3),
  given_up_at timestamptz(3),
  message_uid text,
  last_error text,
  unique (channel_id, key)
);
create index im_outbox_due on im_outbox(due_at) where sent_at is null and given_up_at is null;
create index im_outbox_lane on im_outbox(channel_id, target, via, im_customer_id, position)
  where sent_at is null and given_up_at is null;
create index im_outbox_listed on im_outbox(channel_id, at desc, id);
create index im_outbox_conversation on im_outbox(conversation_id);
create index im_outbox_customer on im_outbox(im_customer_id);
