-- Other systems that are told what happens in conversations.
create table webhook_endpoints (
  id uuid primary key,
  name text not null,
  url text not null,
  -- Empty: every kind of entry.
  events text[] not null default '{}',
  -- Empty: every channel.
  channel_ids uuid[] not null default '{}',
  -- Also what only the staff sees: notes, parts, alarms.
  internal boolean not null default false,
  enabled boolean not null default true,
  -- Sealed. The second one is the former secret for as long as both sign.
  secret bytea not null,
  former_secret bytea,
  former_until timestamptz(3),
  -- The log has been read up to this transaction.
  horizon xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
  -- Entries older than this are not sent: they happened before it was made or switched on.
  since timestamptz(3) not null,
  failing_since timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now()
);

-- One entry of the log on its way to one endpoint. What it says is read from the log when it is sent, so an
-- erased word is erased here too.
create table event_deliveries (
  id uuid primary key default gen_random_uuid(),
  endpoint_id uuid not null references webhook_endpoints(id) on delete cascade,
  conversation_id uuid not null references conversations(id) on delete cascade,
  seq bigint not null,
  type text not null,
  at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  attempts integer not null default 0,
  delivered_at timestamptz(3),
  given_up_at timestamptz(3),
  last_status integer,
  last_error text,
  unique (endpoint_id, conversation_id, seq)
);
create index event_deliveries_due on event_deliveries(due_at) where delivered_at is null and given_up_at is null;
create index event_deliveries_listed on event_deliveries(endpoint_id, at desc, id);
create index event_deliveries_conversation on event_deliveries(conversation_id);
create index event_deliveries_waiting on event_deliveries(endpoint_id, conversation_id, seq)
  where delivered_at is null and given_up_at is null;
