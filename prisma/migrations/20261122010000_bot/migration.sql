-- What answers first on a channel. Without a row, or switched off, a human is asked for at once.
create table channel_bots (
  channel_id uuid primary key references channels(id) on delete cascade,
  settings jsonb not null,
  -- Of the external answer service, sealed.
  secret bytea,
  version integer not null default 1,
  updated_at timestamptz(3) not null default now()
);

-- How the external answer service of a channel fares; in the database, so that all processes share it.
create table bot_circuits (
  channel_id uuid primary key references channels(id) on delete cascade,
  failures integer not null default 0,
  -- Nobody asks it before then; afterwards one at a time does, until an answer comes.
  open_until timestamptz(3),
  probing_until timestamptz(3),
  last_error text,
  last_failed_at timestamptz(3)
);

-- Where the bot stands in a conversation. What the customer said after answered_seq is still to be answered.
create table bot_talks (
  conversation_id uuid primary key references conversations(id) on delete cascade,
  answered_seq bigint not null default 0,
  -- In a row.
  misses integer not null default 0,
  -- A human was asked for, and why: carried out until it is done.
  handing_over text,
  claimed_until timestamptz(3)
);

-- One answer: which messages it covers, what became of them and why. What they said stands in the messages alone.
create table bot_turns (
  conversation_id uuid not null references conversations(id) on delete cascade,
  from_seq bigint not null,
  to_seq bigint not null,
  channel_id uuid not null references channels(id) on delete cascade,
  outcome text not null,
  reason text not null,
  source text not null,
  -- The first bot message of the answer.
  reply_seq bigint,
  article_id uuid,
  score real,
  language text not null,
  -- A keyed hash of the question without case, marks and spaces: the same question is one line of the list.
  question_key text,
  helpful boolean,
  at timestamptz(3) not null,
  primary key (conversation_id, to_seq)
);
create index bot_turns_missed on bot_turns(at, question_key) where outcome in ('missed', 'unsure');
create index bot_turns_channel on bot_turns(channel_id, at);

-- Missed questions that an editor has seen to; asked again later they are listed anew.
create table bot_miss_marks (
  question_key text primary key,
  mark text not null,
  article_id uuid,
  marked_by uuid references users(id) on delete set null,
  at timestamptz(3) not null
);

-- The few conversations in which a bot may owe an answer.
create index conversations_with_bot on conversations(id) where status = 'with_bot';
