-- The pair of keys by which push services know this installation.
create table push_keys (
  id integer primary key default 1 check (id = 1),
  public_key text not null,
  -- Sealed.
  private_key bytea not null
);

-- A customer's browser that wants to be told of answers.
create table push_subscriptions (
  id uuid primary key,
  customer_id uuid not null references customers(id) on delete cascade,
  channel_id uuid not null references channels(id) on delete cascade,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  language text,
  created_at timestamptz(3) not null
);
create index push_subscriptions_customer on push_subscriptions(customer_id, channel_id);

-- Up to which message of a conversation its customer's browsers were told.
create table push_marks (
  conversation_id uuid primary key references conversations(id) on delete cascade,
  until_seq bigint not null
);
