-- Conversations that were asked for by mail.
create table transcript_mails (
  id uuid primary key,
  conversation_id uuid not null references conversations(id) on delete cascade,
  -- customer or staff
  asked_by text not null,
  -- The last entry in it: asked twice for the same is one mail.
  until_seq bigint not null,
  -- Emptied once it has ended.
  recipient text not null,
  -- What an address is known by after that.
  recipient_hash bytea not null,
  language text,
  created_at timestamptz(3) not null,
  -- Set before the server is spoken to: without sent_at afterwards nobody knows, and it is not sent again.
  tried_at timestamptz(3),
  sent_at timestamptz(3),
  failure text,
  unique (conversation_id, until_seq, recipient_hash)
);
